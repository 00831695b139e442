using System.Security.Cryptography;
using System.Text;

namespace SpeechPipeline.Publishing;

/// <summary>The files of one episode: their names in storage, and their addresses.</summary>
/// <param name="Job">The id of the episode's job.</param>
/// <param name="Format">The name of the audio format.</param>
/// <param name="BaseAddress">The address at which callers reach the pipeline, with the route prefix.</param>
/// <param name="Token">The token in the addresses, used instead of a key.</param>
/// <param name="HasChapters">Whether it has more than one chapter; known after planning.</param>
public sealed record EpisodeFiles(string Job, string Format, string BaseAddress, string Token, bool HasChapters)
{
    /// <summary>The earlier name of audio in all formats, which feeds cached by apps still use.</summary>
    const string BareAudio = "audio";

    /// <summary>The address of a file.</summary>
    public string AddressOf(EpisodeFile file) => EpisodeAddress.Of(BaseAddress, Job, NameOf(file), Token);

    /// <summary>The address of the page to hear it on.</summary>
    public string PageAddress => EpisodeAddress.Of(BaseAddress, Job, "page", Token);

    /// <summary>The file's name in the container <c>episodes</c>.</summary>
    public string BlobNameOf(EpisodeFile file) => $"{Job}/" + file switch
    {
        EpisodeFile.Audio => $"audio.{Format}",
        EpisodeFile.Transcript => "transcript.vtt",
        EpisodeFile.TranscriptSrt => "transcript.srt",
        EpisodeFile.TranscriptJson => "transcript.podcast.json",
        // As it was called when it was the only JSON.
        EpisodeFile.Timeline => "transcript.json",
        EpisodeFile.Chapters => "chapters.json",
        EpisodeFile.Manifest => "manifest.json",
        _ => throw new ArgumentOutOfRangeException(nameof(file)),
    };

    /// <summary>Whether the completed episode has such a file.</summary>
    public bool Has(EpisodeFile file) => file != EpisodeFile.Chapters || HasChapters;

    /// <summary>The file with that name in addresses; null if there is none.</summary>
    public EpisodeFile? Find(string name) =>
        name == BareAudio ? EpisodeFile.Audio : Enum.GetValues<EpisodeFile>().Cast<EpisodeFile?>().FirstOrDefault(file => NameOf(file!.Value) == name);

    /// <summary>Compares in constant time, so that timing reveals nothing about a token.</summary>
    public bool Admits(string? token) =>
        CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(token ?? ""), Encoding.UTF8.GetBytes(Token));

    string NameOf(EpisodeFile file) => file switch
    {
        EpisodeFile.Audio => EpisodeAddress.AudioName(Format),
        EpisodeFile.Transcript => "transcript",
        EpisodeFile.TranscriptSrt => "transcript.srt",
        EpisodeFile.TranscriptJson => "transcript.json",
        EpisodeFile.Timeline => "timeline.json",
        EpisodeFile.Chapters => "chapters",
        EpisodeFile.Manifest => "manifest",
        _ => throw new ArgumentOutOfRangeException(nameof(file)),
    };
}

using System.Security.Cryptography;
using System.Text;

namespace SpeechPipeline.Publishing;

/// <summary>The files of one episode: what they are called in storage, and the addresses at which they are had.</summary>
/// <param name="Job">The id of the job that makes it.</param>
/// <param name="Format">The name of its audio's format.</param>
/// <param name="BaseAddress">Where callers reach the pipeline, up to and with the route prefix.</param>
/// <param name="Token">Stands for a key in its addresses.</param>
/// <param name="HasChapters">Whether it has more than one chapter; known once it is planned.</param>
public sealed record EpisodeFiles(string Job, string Format, string BaseAddress, string Token, bool HasChapters)
{
    /// <summary>What audio of every format was once called; feeds that apps have kept still call it so.</summary>
    const string BareAudio = "audio";

    /// <summary>The address of a file.</summary>
    public string AddressOf(EpisodeFile file) => EpisodeAddress.Of(BaseAddress, Job, NameOf(file), Token);

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

    /// <summary>Whether the episode, once it is completed, has such a file.</summary>
    public bool Has(EpisodeFile file) => file != EpisodeFile.Chapters || HasChapters;

    /// <summary>The file that has that name in addresses; null where none has.</summary>
    public EpisodeFile? Find(string name) =>
        name == BareAudio ? EpisodeFile.Audio : Enum.GetValues<EpisodeFile>().Cast<EpisodeFile?>().FirstOrDefault(file => NameOf(file!.Value) == name);

    /// <summary>Compares in constant time, so that a token cannot be guessed piece by piece.</summary>
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

using System.Security.Cryptography;
using System.Text;
using SpeechPipeline.Jobs;

namespace SpeechPipeline.Publishing;

/// <summary>
/// Where an episode's files are had: addresses that last, with a token in place of a key, so that webhook receivers and podcast
/// apps can use them at any later time.
/// </summary>
public static class EpisodeAddress
{
    /// <summary>What audio of every format was once called; feeds that apps have kept still call it so.</summary>
    const string BareAudio = "audio";

    /// <summary>128 random bits, in hexadecimal.</summary>
    public static string NewToken() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));

    public static string Of(JobRow job, EpisodeFile file) =>
        Of(job.BaseAddress, job.PartitionKey, Name(job, file), job.EpisodeToken);

    public static string Of(string baseAddress, string job, string file, string token) => $"{baseAddress}/episodes/{job}/{file}?t={token}";

    /// <summary>Compares in constant time, so that a token cannot be guessed piece by piece.</summary>
    public static bool TokenFits(JobRow job, string? token) =>
        CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(token ?? ""), Encoding.UTF8.GetBytes(job.EpisodeToken));

    /// <summary>The name of audio of that format in its address: apps and directories go by the extension.</summary>
    public static string AudioName(string format) => $"{BareAudio}.{format}";

    /// <summary>The file of the episode that has that name in addresses; null where none has.</summary>
    public static EpisodeFile? Find(JobRow job, string name) =>
        name == BareAudio ? EpisodeFile.Audio : Enum.GetValues<EpisodeFile>().Cast<EpisodeFile?>().FirstOrDefault(file => Name(job, file!.Value) == name);

    /// <summary>The file's name in its address.</summary>
    static string Name(JobRow job, EpisodeFile file) => file switch
    {
        EpisodeFile.Audio => AudioName(job.ResponseFormat),
        EpisodeFile.Transcript => "transcript",
        EpisodeFile.TranscriptSrt => "transcript.srt",
        EpisodeFile.TranscriptJson => "transcript.json",
        EpisodeFile.Chapters => "chapters",
        EpisodeFile.Manifest => "manifest",
        _ => throw new ArgumentOutOfRangeException(nameof(file)),
    };

    /// <summary>Whether the episode, once it is completed, has such a file.</summary>
    public static bool Has(JobRow job, EpisodeFile file) => file != EpisodeFile.Chapters || job.ChaptersTotal > 1;

    /// <summary>The file's name in the container <c>episodes</c>.</summary>
    public static string BlobName(JobRow job, EpisodeFile file) => $"{job.PartitionKey}/" + file switch
    {
        EpisodeFile.Audio => $"audio.{job.ResponseFormat}",
        EpisodeFile.Transcript => "transcript.vtt",
        EpisodeFile.TranscriptSrt => "transcript.srt",
        EpisodeFile.TranscriptJson => "transcript.json",
        EpisodeFile.Chapters => "chapters.json",
        EpisodeFile.Manifest => "manifest.json",
        _ => throw new ArgumentOutOfRangeException(nameof(file)),
    };
}

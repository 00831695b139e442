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
    /// <summary>128 random bits, in hexadecimal.</summary>
    public static string NewToken() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));

    public static string Of(JobRow job, EpisodeFile file) =>
        Of(job.BaseAddress, job.PartitionKey, Name(file), job.EpisodeToken);

    public static string Of(string baseAddress, string job, string file, string token) => $"{baseAddress}/episodes/{job}/{file}?t={token}";

    /// <summary>Compares in constant time, so that a token cannot be guessed piece by piece.</summary>
    public static bool TokenFits(JobRow job, string? token) =>
        CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(token ?? ""), Encoding.UTF8.GetBytes(job.EpisodeToken));

    /// <summary>The file's name in its address.</summary>
    public static string Name(EpisodeFile file) => file switch
    {
        EpisodeFile.Audio => "audio",
        EpisodeFile.Transcript => "transcript",
        EpisodeFile.TranscriptSrt => "transcript.srt",
        EpisodeFile.TranscriptJson => "transcript.json",
        EpisodeFile.Chapters => "chapters",
        EpisodeFile.Manifest => "manifest",
        _ => throw new ArgumentOutOfRangeException(nameof(file)),
    };

    /// <summary>The file that has that name in addresses; null where none has.</summary>
    public static EpisodeFile? Find(string name) =>
        Array.Find(Enum.GetValues<EpisodeFile>(), file => Name(file) == name) is var found && Name(found) == name ? found : null;

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

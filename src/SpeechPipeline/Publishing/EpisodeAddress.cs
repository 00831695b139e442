using System.Security.Cryptography;

namespace SpeechPipeline.Publishing;

/// <summary>
/// Forms the addresses of episodes' files. They are permanent, with a token instead of a key, so that webhook receivers and podcast
/// apps can use them at any time.
/// </summary>
public static class EpisodeAddress
{
    /// <summary>128 random bits, in hexadecimal.</summary>
    public static string NewToken() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));

    public static string Of(string baseAddress, string job, string file, string token) => $"{baseAddress}/episodes/{job}/{file}?t={token}";

    /// <summary>The name of audio in its address, with the format's extension, which apps and directories rely on.</summary>
    public static string AudioName(string format) => $"audio.{format}";
}

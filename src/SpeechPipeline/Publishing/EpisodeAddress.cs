using System.Security.Cryptography;

namespace SpeechPipeline.Publishing;

/// <summary>
/// How the addresses of episodes' files are formed: they last, with a token in place of a key, so that webhook receivers and podcast
/// apps can use them at any later time.
/// </summary>
public static class EpisodeAddress
{
    /// <summary>128 random bits, in hexadecimal.</summary>
    public static string NewToken() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));

    public static string Of(string baseAddress, string job, string file, string token) => $"{baseAddress}/episodes/{job}/{file}?t={token}";

    /// <summary>The name of audio of that format in its address: apps and directories go by the extension.</summary>
    public static string AudioName(string format) => $"audio.{format}";
}

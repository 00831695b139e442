using System.Security.Cryptography;
using System.Text;

namespace SpeechPipeline.Storage;

/// <summary>A short name for a text that is too long, or has characters that a name may not have.</summary>
static class StableHash
{
    /// <summary>The first 128 bits of the SHA-256 of the text in UTF-8, in hexadecimal.</summary>
    public static string Of(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, 16));
}

using System.Security.Cryptography;
using System.Text;

namespace SpeechPipeline.Storage;

/// <summary>Stands for a text that is too long or too odd for a name.</summary>
static class StableHash
{
    /// <summary>The first 128 bits of the SHA-256 of its UTF-8, in hexadecimal.</summary>
    public static string Of(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, 16));
}

using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;
using SpeechPipeline.Settings;

namespace SpeechPipeline.Synchronous;

/// <summary>Decides who may use the speech endpoint's own API.</summary>
public sealed class SynchronousKeys(IOptions<SynchronousOptions> options)
{
    const string Scheme = "Bearer ";

    /// <summary>The caller without a key, where none is needed.</summary>
    const string Anyone = "anyone";

    /// <summary>A reference to a secret that could not be read is no key: anyone may guess it.</summary>
    readonly byte[][] _keys = [.. (KeyVaultReference.IsUnresolved(options.Value.Keys) ? "" : options.Value.Keys ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(Hash)];

    /// <summary>The caller, by the value of its <c>Authorization</c> header: the hash of its key, in hex; null: it is not admitted.</summary>
    public string? CallerOf(string? authorization)
    {
        var shown = authorization is not null && authorization.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) ? Hash(authorization[Scheme.Length..].Trim()) : null;
        var isKnown = false;
        foreach (var key in _keys)
        {
            // Every key is compared, in constant time.
            isKnown |= shown is not null && CryptographicOperations.FixedTimeEquals(key, shown);
        }

        return isKnown ? Convert.ToHexStringLower(shown!) : options.Value is { Keys: null or "", IsOpen: true } ? Anyone : null;
    }

    static byte[] Hash(string key) => SHA256.HashData(Encoding.UTF8.GetBytes(key));
}

using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using NSec.Cryptography;

namespace SpeechPipeline.Webhooks;

/// <summary>
/// A key that webhooks are signed with (Standard Webhooks 1.0, "Signature scheme"): <c>whsec_</c> signs with HMAC-SHA256
/// and is shared with the receiver, <c>whsk_</c> signs with ed25519, and the receiver holds only its public half.
/// </summary>
public sealed class WebhookSigningKey
{
    public const string SymmetricPrefix = "whsec_";
    public const string PrivatePrefix = "whsk_";
    public const string PublicPrefix = "whpk_";

    const int MinSecretBytes = 24;
    const int MaxSecretBytes = 64;
    const int SeedBytes = 32;

    readonly byte[] _secret;
    readonly bool _asymmetric;

    WebhookSigningKey(byte[] secret, bool asymmetric) => (_secret, _asymmetric) = (secret, asymmetric);

    /// <summary>
    /// Reads <c>whsec_</c> or <c>whsk_</c> followed by base64; base64 without a prefix counts as <c>whsec_</c>, as in the reference
    /// libraries. The error never repeats any part of the text.
    /// </summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out WebhookSigningKey? key, [NotNullWhen(false)] out string? error)
    {
        key = null;
        text = text.Trim();
        if (text.StartsWith(PublicPrefix, StringComparison.Ordinal))
        {
            error = $"a {PublicPrefix} key is public and cannot sign; give the {PrivatePrefix} key instead";
            return false;
        }

        var asymmetric = text.StartsWith(PrivatePrefix, StringComparison.Ordinal);
        var prefix = asymmetric ? PrivatePrefix : text.StartsWith(SymmetricPrefix, StringComparison.Ordinal) ? SymmetricPrefix : "";
        if (!TryDecode(text[prefix.Length..], out var bytes))
        {
            error = $"a signing key is {SymmetricPrefix} or {PrivatePrefix} followed by base64";
            return false;
        }

        error = asymmetric ? WhatIsWrongWithPrivateKey(bytes) : WhatIsWrongWithSecret(bytes);
        if (error is not null)
        {
            return false;
        }

        key = new(asymmetric ? bytes[..SeedBytes] : bytes, asymmetric);
        return true;
    }

    /// <summary>Reads the setting that holds every key in use, separated by spaces or commas; empty means none.</summary>
    public static bool TryParseList(string? text, out IReadOnlyList<WebhookSigningKey> keys, [NotNullWhen(false)] out string? error)
    {
        var parsed = new List<WebhookSigningKey>();
        keys = parsed;
        error = null;
        foreach (var part in (text ?? "").Split([' ', ',', '\r', '\n', '\t'], StringSplitOptions.RemoveEmptyEntries))
        {
            if (!TryParse(part, out var key, out error))
            {
                keys = [];
                error = $"signing key {parsed.Count + 1}: {error}";
                return false;
            }

            parsed.Add(key);
        }

        return true;
    }

    /// <summary>The public key with which a receiver checks ed25519 signatures, as <c>whpk_</c> text; null for a shared key.</summary>
    public string? PublicKey()
    {
        if (!_asymmetric)
        {
            return null;
        }

        using var key = Key.Import(SignatureAlgorithm.Ed25519, _secret, KeyBlobFormat.RawPrivateKey);
        return PublicPrefix + Convert.ToBase64String(key.PublicKey.Export(KeyBlobFormat.RawPublicKey));
    }

    /// <summary>Only the kind of the key, so that logging it by accident does not reveal it.</summary>
    public override string ToString() => _asymmetric ? $"{PrivatePrefix}***" : $"{SymmetricPrefix}***";

    internal string Sign(ReadOnlySpan<byte> content)
    {
        if (!_asymmetric)
        {
            return "v1," + Convert.ToBase64String(HMACSHA256.HashData(_secret, content));
        }

        using var key = Key.Import(SignatureAlgorithm.Ed25519, _secret, KeyBlobFormat.RawPrivateKey);
        return "v1a," + Convert.ToBase64String(SignatureAlgorithm.Ed25519.Sign(key, content));
    }

    static string? WhatIsWrongWithSecret(byte[] bytes) => bytes.Length is >= MinSecretBytes and <= MaxSecretBytes
        ? null
        : $"a {SymmetricPrefix} key has {MinSecretBytes} to {MaxSecretBytes} bytes, this one has {bytes.Length}";

    /// <summary>The seed alone, or the seed followed by its public key; if the two do not match, the key was copied wrongly and is refused.</summary>
    static string? WhatIsWrongWithPrivateKey(byte[] bytes)
    {
        if (bytes.Length is not (SeedBytes or 2 * SeedBytes))
        {
            return $"a {PrivatePrefix} key has {SeedBytes} or {2 * SeedBytes} bytes, this one has {bytes.Length}";
        }

        using var key = Key.Import(SignatureAlgorithm.Ed25519, bytes.AsSpan(0, SeedBytes), KeyBlobFormat.RawPrivateKey);
        return bytes.Length == SeedBytes || key.PublicKey.Export(KeyBlobFormat.RawPublicKey).AsSpan().SequenceEqual(bytes.AsSpan(SeedBytes))
            ? null
            : $"the two halves of this {PrivatePrefix} key do not match";
    }

    static bool TryDecode(string base64, out byte[] bytes)
    {
        var buffer = new byte[base64.Length];
        var ok = Convert.TryFromBase64String(base64, buffer, out var written) && written > 0;
        bytes = buffer[..written];
        return ok;
    }
}

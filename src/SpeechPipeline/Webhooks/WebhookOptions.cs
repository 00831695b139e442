using System.ComponentModel.DataAnnotations;
using SpeechPipeline.Settings;

namespace SpeechPipeline.Webhooks;

/// <summary>How webhooks are signed and sent: section <c>Webhooks</c>.</summary>
public sealed class WebhookOptions : IOwnBounds
{
    public const string Section = "Webhooks";

    /// <summary>
    /// Keys of Standard Webhooks (<c>whsec_…</c>, <c>whsk_…</c>), separated by spaces; each signs every webhook, so that keys can
    /// be rotated without a gap. Default none: webhooks are sent unsigned.
    /// </summary>
    public string SigningKeys { get; set; } = "";

    /// <summary>How long a receiver may take to answer. Default 15 s. From 1 s to 60 s.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:01:00")]
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>Why webhooks cannot be sent now, as a sentence; null if they can.</summary>
    internal string? WhatHoldsUp() => KeyVaultReference.IsUnresolved(SigningKeys)
        ? $"{Section}:{nameof(SigningKeys)} is a Key Vault reference that was not resolved. Webhooks are not sent unsigned; they are retried later. Check the secret and the app's access to it, then restart the app."
        : null;

    /// <inheritdoc/>
    IEnumerable<string> IOwnBounds.Problems() =>
        WhatHoldsUp() is not null || WebhookSigningKey.TryParseList(SigningKeys, out _, out var error) ? [] : [$"{nameof(SigningKeys)} cannot be read: {error}."];

    /// <exception cref="FormatException">A key is malformed; the message says why without repeating the key.</exception>
    public IReadOnlyList<WebhookSigningKey> ReadKeys() =>
        WebhookSigningKey.TryParseList(SigningKeys, out var keys, out var error)
            ? keys
            : throw new FormatException($"{Section}:{nameof(SigningKeys)}: {error}");
}

using System.Globalization;
using System.Text;

namespace SpeechPipeline.Webhooks;

/// <summary>The headers of a signed webhook (Standard Webhooks 1.0, "Webhook headers").</summary>
public static class WebhookSignature
{
    public const string IdHeader = "webhook-id";
    public const string TimestampHeader = "webhook-timestamp";
    public const string SignatureHeader = "webhook-signature";

    /// <summary>
    /// The value of <see cref="SignatureHeader"/> over <c>id.timestamp.body</c>, the time in Unix seconds: one signature a key,
    /// separated by spaces, so that a receiver may hold any one of them while keys rotate.
    /// </summary>
    /// <exception cref="ArgumentException">No key, or an id that would make the signed text ambiguous or break the header.</exception>
    public static string Sign(IReadOnlyList<WebhookSigningKey> keys, string id, DateTimeOffset timestamp, ReadOnlySpan<byte> body)
    {
        if (keys.Count == 0)
        {
            throw new ArgumentException("No signing key was given.", nameof(keys));
        }

        if (id.Length == 0 || !id.All(c => c is > ' ' and < '\x7f' and not '.'))
        {
            throw new ArgumentException("An id must consist of visible ASCII characters without '.'.", nameof(id));
        }

        byte[] content = [.. Encoding.ASCII.GetBytes($"{id}.{Timestamp(timestamp)}."), .. body];
        return string.Join(' ', keys.Select(key => key.Sign(content)));
    }

    /// <summary>The value of <see cref="TimestampHeader"/>: Unix seconds, rounded down.</summary>
    public static string Timestamp(DateTimeOffset timestamp) => timestamp.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
}

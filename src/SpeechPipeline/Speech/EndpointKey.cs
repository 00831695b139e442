using System.Net.Http.Headers;

namespace SpeechPipeline.Speech;

/// <summary>How the endpoint is shown its key.</summary>
static class EndpointKey
{
    const string Standard = "Authorization";

    /// <summary>Azure OpenAI, REST reference, "Authentication".</summary>
    const string Azure = "api-key";

    /// <summary>The key as people paste it: a file's line break behind it, the scheme of the header before it.</summary>
    public static string? Clean(string? key)
    {
        const string scheme = "Bearer ";
        var trimmed = key?.Trim();
        return trimmed?.StartsWith(scheme, StringComparison.OrdinalIgnoreCase) == true ? trimmed[scheme.Length..].Trim() : trimmed;
    }

    public static void Add(HttpRequestHeaders headers, SpeechOptions options, EndpointAddress address)
    {
        if (Clean(options.ApiKey) is not { Length: > 0 } key)
        {
            return;
        }

        var name = string.IsNullOrWhiteSpace(options.KeyHeader) ? (address.IsAzure ? Azure : Standard) : options.KeyHeader.Trim();
        if (name.Equals(Standard, StringComparison.OrdinalIgnoreCase))
        {
            headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
        }
        else
        {
            headers.TryAddWithoutValidation(name, key);
        }
    }

    /// <summary>Whether a header can have this name (RFC 9110 section 5.6.2), and is not one that a call has anyway.</summary>
    public static bool IsName(string name) =>
        name.All(static c => char.IsAsciiLetterOrDigit(c) || "!#$%&'*+-.^_`|~".Contains(c, StringComparison.Ordinal))
        && !new[] { "Host", "Content-Type", "Content-Length", "Transfer-Encoding", "Connection" }.Contains(name, StringComparer.OrdinalIgnoreCase);
}

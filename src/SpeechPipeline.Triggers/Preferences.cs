using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace SpeechPipeline.Triggers;

/// <summary>What a request prefers (RFC 7240).</summary>
static class Preferences
{
    /// <summary>In seconds. Azure's load balancer ends a request after 230 s.</summary>
    const int LongestWait = 120;

    /// <summary>The seconds of <c>Prefer: wait=N</c>, at most <see cref="LongestWait"/>; null: it does not say, or not a number.</summary>
    public static int? Wait(HttpRequest request) => request.Headers["Prefer"]
        .SelectMany(static header => (header ?? "").Split([',', ';'], StringSplitOptions.TrimEntries))
        .Select(static preference => preference.StartsWith("wait=", StringComparison.OrdinalIgnoreCase)
            && int.TryParse(preference.AsSpan(5), NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) ? Math.Min(seconds, LongestWait) : default(int?))
        .FirstOrDefault(static seconds => seconds is not null);
}

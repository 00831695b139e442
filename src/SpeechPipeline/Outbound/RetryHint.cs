using System.Globalization;
using System.Net.Http.Headers;

namespace SpeechPipeline.Outbound;

/// <summary>
/// When an answer says that the next call may go out: <c>retry-after-ms</c>, then <c>retry-after</c> (seconds, or a date of
/// RFC 9110 section 10.2.3), then <c>x-ratelimit-reset</c> (seconds, or a Unix time). A value that cannot be read is ignored.
/// </summary>
static class RetryHint
{
    /// <summary>A longer hint is taken for a mistake.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromHours(24);

    const double FirstPlausibleUnixTime = 1_000_000_000;

    public static DateTimeOffset? Read(HttpResponseHeaders headers, DateTimeOffset now) =>
        After(now, Number(headers, "retry-after-ms") / 1000)
        ?? After(now, Number(headers, "retry-after"))
        ?? Until(now, Date(headers, "retry-after"))
        ?? Reset(now, Number(headers, "x-ratelimit-reset"));

    static DateTimeOffset? Reset(DateTimeOffset now, double? value) =>
        value >= FirstPlausibleUnixTime
            ? After(now, value - (now.ToUnixTimeMilliseconds() / 1000.0))
            : After(now, value);

    static DateTimeOffset? Until(DateTimeOffset now, DateTimeOffset? date) =>
        date is { } moment ? After(now, (moment - now).TotalSeconds) : null;

    static DateTimeOffset? After(DateTimeOffset now, double? seconds) =>
        seconds is >= 0 && seconds <= Longest.TotalSeconds ? now.AddSeconds(seconds.Value) : null;

    static double? Number(HttpResponseHeaders headers, string name) =>
        double.TryParse(Text(headers, name), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) ? number : null;

    static DateTimeOffset? Date(HttpResponseHeaders headers, string name) =>
        DateTimeOffset.TryParse(Text(headers, name), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var date) ? date : null;

    static string? Text(HttpResponseHeaders headers, string name) =>
        headers.TryGetValues(name, out var values) ? values.FirstOrDefault()?.Trim() : null;
}

using System.Diagnostics;
using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace SpeechPipeline.FaultTests.FarSide;

/// <summary>Answers 429 with a hint, and counts the calls that come before the time that was named.</summary>
/// <param name="clock">The test's.</param>
/// <param name="form">Of the hint.</param>
/// <param name="hint">How long to wait.</param>
/// <param name="onItsWay">
/// Of real time, in which calls may come that were on their way when the answer was; none where there is one call at a time.
/// </param>
sealed class Refusals(TimeProvider clock, HintForm form, TimeSpan hint, TimeSpan onItsWay = default)
{
    static readonly string[] Nonsense = ["soon", "-5", "", "NaN", "99999999999999999999", "0x10"];

    readonly Lock _lock = new();
    DateTimeOffset _notBefore = DateTimeOffset.MinValue;
    long _toldAt;

    public int Refused { get; private set; }

    public int Early { get; private set; }

    /// <summary>A call has come in.</summary>
    public void Arrive()
    {
        lock (_lock)
        {
            Early += clock.GetUtcNow() < _notBefore && Stopwatch.GetElapsedTime(_toldAt) > onItsWay ? 1 : 0;
        }
    }

    public Task RefuseAsync(HttpContext context)
    {
        lock (_lock)
        {
            context.Response.StatusCode = StatusCodes.Status429TooManyRequests;
            if (Hint(context.Response.Headers, clock.GetUtcNow()) is { } notBefore && notBefore > _notBefore)
            {
                (_notBefore, _toldAt) = (notBefore, Stopwatch.GetTimestamp());
            }

            Refused++;
        }

        return FarSides.AnswerAsync(context, """{"error":{"message":"Too many requests.","type":"rate_limit"}}"""u8.ToArray(), "application/json");
    }

    /// <summary>Writes the hint and tells from when on a call may come; null where nothing was said.</summary>
    DateTimeOffset? Hint(IHeaderDictionary headers, DateTimeOffset now)
    {
        switch (form)
        {
            case HintForm.Seconds:
                headers.RetryAfter = hint.TotalSeconds.ToString("0", CultureInfo.InvariantCulture);
                return now + hint;
            case HintForm.Date:
                // A date has whole seconds.
                var date = DateTimeOffset.FromUnixTimeSeconds((now + hint).ToUnixTimeSeconds());
                headers.RetryAfter = date.ToString("r", CultureInfo.InvariantCulture);
                return date;
            case HintForm.Milliseconds:
                headers["retry-after-ms"] = hint.TotalMilliseconds.ToString("0", CultureInfo.InvariantCulture);
                return now + hint;
            case HintForm.Reset:
                headers["x-ratelimit-reset"] = hint.TotalSeconds.ToString("0", CultureInfo.InvariantCulture);
                return now + hint;
            case HintForm.Nonsense:
                headers.RetryAfter = Nonsense[Refused % Nonsense.Length];
                return null;
            default:
                return null;
        }
    }
}

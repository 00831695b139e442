using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using SpeechPipeline.Speech;

namespace SpeechPipeline.Segments;

/// <summary>Has one segment spoken, or finds that it was already; retries what passes, as long as the invocation lasts.</summary>
public sealed partial class SegmentSynthesizer(
    SegmentStore store,
    SpeechClient speech,
    SpeechLimiter limiter,
    IOptions<SpeechOptions> options,
    TimeProvider time,
    ILogger<SegmentSynthesizer> logger)
{
    static readonly TimeSpan FirstBackoff = TimeSpan.FromMilliseconds(500);
    static readonly TimeSpan LongestBackoff = TimeSpan.FromSeconds(20);

    readonly SegmentsUnderWay _underWay = new();

    /// <param name="job">Who pays.</param>
    /// <param name="segment">What is to be spoken.</param>
    /// <param name="request">How.</param>
    /// <param name="until">The end of the invocation's budget: no call begins after it.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    public async Task<SegmentOutcome> SpeakAsync(
        string job, PlannedSegment segment, SpeechRequest request, DateTimeOffset until, CancellationToken cancellationToken)
    {
        if (await store.FindAsync(segment, cancellationToken) is { } stored)
        {
            return new SegmentOutcome.Done(stored, CallsSent: 0);
        }

        var others = await _underWay.EnterAsync(segment.Key, cancellationToken);
        try
        {
            return others && await store.FindAsync(segment, cancellationToken) is { } theirs
                ? new SegmentOutcome.Done(theirs, CallsSent: 0)
                : await AskAsync(job, segment, request, until, cancellationToken);
        }
        finally
        {
            _underWay.Leave(segment.Key);
        }
    }

    async Task<SegmentOutcome> AskAsync(
        string job, PlannedSegment segment, SpeechRequest request, DateTimeOffset until, CancellationToken cancellationToken)
    {
        var attempt = 1;
        for (var calls = 0; ;)
        {
            var entry = await limiter.EnterAsync(job, until, cancellationToken);
            if (entry is not SpeechEntry.Granted granted)
            {
                return entry is SpeechEntry.Closed closed
                    ? new SegmentOutcome.Wait(closed.Reason, closed.NotBefore, calls)
                    : new SegmentOutcome.Unspoken(calls);
            }

            calls++;
            var answer = await CallAsync(granted.Permit, segment, request, cancellationToken);
            if (answer is SpeechAnswer.Spoken spoken)
            {
                // Paid for: it is kept even when the caller is going away.
                return new SegmentOutcome.Done(await store.WriteAsync(segment, spoken.Audio, job, calls, CancellationToken.None), calls);
            }

            var (kind, message, notBefore) = (SpeechAnswer.Failed)answer;
            Log.Failed(logger, job, segment.Index, calls, kind, notBefore);
            switch (kind)
            {
                case SpeechFailureKind.Throttled or SpeechFailureKind.Full:
                    // Not this segment's fault, not charged, and no attempt of it: the limiter lets it in again when the endpoint may.
                    calls--;
                    continue;
                case SpeechFailureKind.Rejected:
                    return new SegmentOutcome.Impossible("segment_rejected", message, calls);
                case SpeechFailureKind.BadAudio when attempt == options.Value.Attempts:
                    return new SegmentOutcome.Impossible("segment_unusable", message, calls);
                case SpeechFailureKind.KeyRefused:
                    return new SegmentOutcome.Wait(message, notBefore, calls);
            }

            var next = Later(notBefore, time.GetUtcNow() + Backoff(attempt));
            if (attempt++ == options.Value.Attempts || next >= until)
            {
                return new SegmentOutcome.Wait(message, notBefore, calls);
            }

            await Task.Delay(next - time.GetUtcNow(), time, cancellationToken);
        }
    }

    async Task<SpeechAnswer> CallAsync(SpeechPermit permit, PlannedSegment segment, SpeechRequest request, CancellationToken cancellationToken)
    {
        using (permit)
        {
            var answer = await speech.SynthesizeAsync(request, cancellationToken);
            permit.Report(answer);
            return answer is SpeechAnswer.Spoken spoken && SpeechPlausibility.Problem(segment.Text, spoken.Audio) is { } problem
                ? new SpeechAnswer.Failed(SpeechFailureKind.BadAudio, $"The endpoint answered 200, but {problem}.")
                : answer;
        }
    }

    /// <summary>Doubles from half a second, with full jitter above half of it, so that many segments do not return in step.</summary>
    static TimeSpan Backoff(int attempt)
    {
        var full = Math.Min(LongestBackoff.TotalSeconds, FirstBackoff.TotalSeconds * Math.Pow(2, attempt - 1));
        return TimeSpan.FromSeconds(full * (0.5 + (0.5 * Random.Shared.NextDouble())));
    }

    static DateTimeOffset Later(DateTimeOffset? hint, DateTimeOffset own) => hint > own ? hint.Value : own;

    static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "Job {Job}, segment {Segment}, call {Call}: {Kind}, not before {NotBefore}")]
        public static partial void Failed(ILogger logger, string job, int segment, int call, SpeechFailureKind kind, DateTimeOffset? notBefore);
    }
}

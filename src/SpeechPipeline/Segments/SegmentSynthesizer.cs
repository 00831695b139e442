using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using SpeechPipeline.Speech;

namespace SpeechPipeline.Segments;

/// <summary>Has one segment spoken, or finds that it was already; retries what passes, as long as the invocation lasts.</summary>
public sealed partial class SegmentSynthesizer(
    SegmentStore store,
    SpeechClient speech,
    SpeechGate gate,
    IOptions<SpeechOptions> options,
    TimeProvider time,
    ILogger<SegmentSynthesizer> logger)
{
    static readonly TimeSpan FirstBackoff = TimeSpan.FromMilliseconds(500);
    static readonly TimeSpan LongestBackoff = TimeSpan.FromSeconds(20);

    /// <param name="job">Who pays.</param>
    /// <param name="segment">What is to be spoken.</param>
    /// <param name="request">How.</param>
    /// <param name="until">The end of the invocation's budget: no retry begins after it.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    public async Task<SegmentOutcome> SpeakAsync(
        string job, PlannedSegment segment, SpeechRequest request, DateTimeOffset until, CancellationToken cancellationToken)
    {
        if (await store.FindAsync(segment, cancellationToken) is { } stored)
        {
            return new SegmentOutcome.Done(stored, CallsSent: 0);
        }

        for (var attempt = 1; ; attempt++)
        {
            var failure = await AttemptAsync(job, segment, request, attempt, cancellationToken);
            if (failure.Done is { } done)
            {
                return done;
            }

            var (kind, message, notBefore) = failure.Failed!;
            Log.Failed(logger, job, segment.Index, attempt, kind, notBefore);
            var next = Later(notBefore, time.GetUtcNow() + Backoff(attempt));
            var last = attempt == options.Value.Attempts;
            switch (kind)
            {
                case SpeechFailureKind.Rejected:
                    return new SegmentOutcome.Impossible("segment_rejected", message, attempt);
                case SpeechFailureKind.BadAudio when last:
                    return new SegmentOutcome.Impossible("segment_unusable", message, attempt);
                case SpeechFailureKind.KeyRefused:
                    return new SegmentOutcome.Wait(message, notBefore, attempt);
            }

            if (last || next >= until)
            {
                return new SegmentOutcome.Wait(message, notBefore, attempt);
            }

            await Task.Delay(next - time.GetUtcNow(), time, cancellationToken);
        }
    }

    async Task<(SegmentOutcome.Done? Done, SpeechAnswer.Failed? Failed)> AttemptAsync(
        string job, PlannedSegment segment, SpeechRequest request, int attempt, CancellationToken cancellationToken)
    {
        SpeechAnswer answer;
        using (await gate.EnterAsync(cancellationToken))
        {
            answer = await speech.SynthesizeAsync(request, cancellationToken);
        }

        if (answer is SpeechAnswer.Failed failed)
        {
            return (null, failed);
        }

        var audio = ((SpeechAnswer.Spoken)answer).Audio;
        if (SpeechPlausibility.Problem(segment.Text, audio) is { } problem)
        {
            return (null, new SpeechAnswer.Failed(SpeechFailureKind.BadAudio, $"The endpoint answered 200, but {problem}."));
        }

        // Paid for: it is kept even when the caller is going away.
        return (new SegmentOutcome.Done(await store.WriteAsync(segment, audio, job, attempt, CancellationToken.None), attempt), null);
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
        [LoggerMessage(LogLevel.Warning, "Job {Job}, segment {Segment}, attempt {Attempt}: {Kind}, not before {NotBefore}")]
        public static partial void Failed(ILogger logger, string job, int segment, int attempt, SpeechFailureKind kind, DateTimeOffset? notBefore);
    }
}

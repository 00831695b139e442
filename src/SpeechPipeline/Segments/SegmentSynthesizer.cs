using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using SpeechPipeline.Audio;
using SpeechPipeline.Speech;
using SpeechPipeline.Text;

namespace SpeechPipeline.Segments;

/// <summary>Gets the speech of one segment from the store or from the endpoint; retries temporary failures as long as the invocation lasts.</summary>
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

    readonly SegmentStore _store = store;
    readonly SpeechClient _speech = speech;
    readonly SpeechLimiter _limiter = limiter;
    readonly SpeechOptions _options = options.Value;
    readonly TimeProvider _time = time;
    readonly ILogger _logger = logger;
    readonly SegmentsUnderWay _underWay = new();

    /// <param name="job">The job that pays.</param>
    /// <param name="segment">The segment to speak.</param>
    /// <param name="request">The options of the job.</param>
    /// <param name="pace">The pace of the episode's voices.</param>
    /// <param name="until">The end of the invocation's budget; no call begins after it.</param>
    /// <param name="cancellationToken">Cancels the attempt.</param>
    public async Task<SegmentOutcome> SpeakAsync(
        string job, PlannedSegment segment, SpeechRequest request, SpeakingPace pace, DateTimeOffset until, CancellationToken cancellationToken)
    {
        (var stored, segment) = await _store.UseAsync(segment, request.Named, job, cancellationToken);
        if (stored is not null)
        {
            return new SegmentOutcome.Done(stored, CharactersSent: 0);
        }

        var others = await _underWay.EnterAsync(segment.Key, cancellationToken);
        try
        {
            if (others)
            {
                (stored, segment) = await _store.UseAsync(segment, request.Named, job, cancellationToken);
            }

            return stored is not null
                ? new SegmentOutcome.Done(stored, CharactersSent: 0)
                : await new Attempt(this, job, segment, pace, until, cancellationToken).SpeakAsync(request);
        }
        finally
        {
            _underWay.Leave(segment.Key);
        }
    }

    /// <summary>Asks for a segment as a whole; if that never gives usable speech, in two parts.</summary>
    sealed class Attempt(
        SegmentSynthesizer owner, string job, PlannedSegment segment, SpeakingPace pace, DateTimeOffset until, CancellationToken cancellationToken)
    {
        const string Unusable = "segment_unusable";

        /// <summary>The pause between two sentences that were spoken in separate calls, in milliseconds.</summary>
        const int SentencePauseMs = 250;

        int _calls;
        long _characters;

        public async Task<SegmentOutcome> SpeakAsync(SpeechRequest request)
        {
            var (take, outcome) = await AskAsync(request);
            if ((take?.Doubt is not null || outcome is SegmentOutcome.Impossible { Code: Unusable }) && TextHalves.Of(request.Input) is { } halves)
            {
                Log.Parted(owner._logger, job, segment.Index, _calls);
                (var joined, outcome) = await AskForPartsAsync(request, halves.First, halves.Second, halves.AreSentences);
                take = take?.Or(joined) ?? joined;
            }

            // It is paid for, so it is stored even if the caller cancels.
            return take is null
                ? outcome! with { CharactersSent = _characters }
                : new SegmentOutcome.Done(await owner._store.WriteAsync(segment, take, job, _calls, CancellationToken.None), _characters);
        }

        async Task<(SpeechTake? Take, SegmentOutcome? Outcome)> AskForPartsAsync(SpeechRequest request, string first, string second, bool areSentences)
        {
            var (one, failed) = await AskAsync(request with { Input = first });
            if (one is null)
            {
                return (null, failed);
            }

            (var other, failed) = await AskAsync(request with { Input = second });
            if (other is null)
            {
                return (null, failed);
            }

            var audio = SpeechEdges.Join(one.Audio, other.Audio, areSentences ? SentencePauseMs : 0);
            return Problem(request, audio) is { } problem
                ? (null, new SegmentOutcome.Impossible(Unusable, $"The endpoint answered 200 for both halves, but {problem}.", 0))
                // Its end is that of the second part, which the joined sound has trimmed.
                : (Take(request, audio, SpeechShape.Of(audio) with { End = other.Shape.End, EndsAbruptly = other.Shape.EndsAbruptly }, one.StandIns | other.StandIns), null);
        }

        /// <summary>Asks until there is a take without a doubt; else the best of those that there are.</summary>
        async Task<(SpeechTake? Take, SegmentOutcome? Outcome)> AskAsync(SpeechRequest request)
        {
            var doubtful = new List<SpeechTake>();
            var (take, outcome) = await AskAsync(request, doubtful);
            take ??= doubtful.MinBy(taken => taken.Doubt!.Size);
            return take is null ? (null, outcome) : (take, null);
        }

        async Task<(SpeechTake? Take, SegmentOutcome? Outcome)> AskAsync(SpeechRequest request, List<SpeechTake> doubtful)
        {
            var attempts = owner._options.Attempts;
            for (var attempt = 1; ;)
            {
                var entry = await owner._limiter.EnterAsync(job, until, cancellationToken);
                if (entry is not SpeechEntry.Granted granted)
                {
                    return (null, entry is SpeechEntry.Closed closed
                        ? new SegmentOutcome.Wait(WaitCause.EndpointBusy, closed.Reason, closed.NotBefore, 0)
                        : new SegmentOutcome.Unspoken(0));
                }

                _calls++;
                var answer = await CallAsync(granted.Permit, request);
                // An endpoint that is down, refuses or throttles charges nothing.
                _characters += answer is SpeechAnswer.Spoken or SpeechAnswer.Failed { WasTaken: true } ? request.Input.Length : 0;
                if (answer is SpeechAnswer.Spoken spoken)
                {
                    var take = Take(request, spoken.Audio, SpeechShape.Of(spoken.Audio), spoken.StandIns);
                    if (take.Doubt is not { } doubt)
                    {
                        return (take, null);
                    }

                    Log.Doubted(owner._logger, job, segment.Index, _calls, doubt.Reason);
                    var isAsEver = doubtful.Any(take.IsLike);
                    doubtful.Add(take);
                    if (isAsEver)
                    {
                        return (null, null);
                    }

                    answer = new SpeechAnswer.Failed(SpeechFailureKind.BadAudio, doubt.Reason, WasTaken: true);
                }

                var (kind, message, notBefore, _) = (SpeechAnswer.Failed)answer;
                Log.Failed(owner._logger, job, segment.Index, _calls, kind, notBefore);
                switch (kind)
                {
                    case SpeechFailureKind.Throttled or SpeechFailureKind.Full:
                        // Not the segment's fault, so it does not count as an attempt; the limiter delays the next call.
                        _calls--;
                        continue;
                    case SpeechFailureKind.Rejected:
                        return (null, new SegmentOutcome.Impossible(SegmentOutcome.Rejected, message, 0));
                    case SpeechFailureKind.BadAudio when attempt == attempts:
                        return (null, new SegmentOutcome.Impossible(Unusable, message, 0));
                    case SpeechFailureKind.KeyRefused:
                        return (null, new SegmentOutcome.Wait(WaitCause.KeyRefused, message, notBefore, 0));
                }

                var next = Later(notBefore, owner._time.GetUtcNow() + Backoff(attempt));
                if (attempt++ == attempts || next >= until)
                {
                    return (null, new SegmentOutcome.Wait(WaitCause.EndpointUnavailable, message, notBefore, 0));
                }

                await Task.Delay(next - owner._time.GetUtcNow(), owner._time, cancellationToken);
            }
        }

        async Task<SpeechAnswer> CallAsync(SpeechPermit permit, SpeechRequest request)
        {
            using (permit)
            {
                var answer = await owner._speech.SynthesizeAsync(request, cancellationToken);
                permit.Report(answer);
                return answer is SpeechAnswer.Spoken spoken && Problem(request, spoken.Audio) is { } problem
                    ? new SpeechAnswer.Failed(SpeechFailureKind.BadAudio, $"The endpoint answered 200, but {problem}.", WasTaken: true)
                    : answer;
            }
        }

        SpeechTake Take(SpeechRequest request, PcmAudio audio, SpeechShape shape, SpeechChoice standIns)
        {
            var times = new SpeechModel().LettersPerSecond / (owner._options.Model(request.Model).LettersPerSecond * request.Tempo);
            return new SpeechTake(audio, shape, pace.Doubt(request.Input, segment.Speaker, shape, request.IsStyled || request.Speed is not null ? VoiceHabit.OfAnything(times) : VoiceHabit.OfAny(times)), standIns);
        }

        string? Problem(SpeechRequest request, PcmAudio audio)
        {
            var seconds = SpeechEdges.TrimmedSeconds(audio);
            var usual = request.IsStyled ? default(double?) : owner._options.Model(request.Model).LettersPerSecond * Math.Max(1, request.Tempo);
            return SpeechPlausibility.Problem(request.Input, audio, seconds, request.Tempo) ?? pace.Problem(request.Input, segment.Speaker, seconds, usual);
        }
    }

    /// <summary>Doubles from half a second, with jitter over the upper half, so that segments do not retry in step.</summary>
    static TimeSpan Backoff(int attempt)
    {
        var full = Math.Min(LongestBackoff.TotalSeconds, FirstBackoff.TotalSeconds * Math.Pow(2, attempt - 1));
        return TimeSpan.FromSeconds(full * (0.5 + (0.5 * Random.Shared.NextDouble())));
    }

    static DateTimeOffset Later(DateTimeOffset? hint, DateTimeOffset own) => hint > own ? hint.Value : own;

    static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "Job {Job}, segment {Segment}: not usable after {Calls} calls, asked for in two parts")]
        public static partial void Parted(ILogger logger, string job, int segment, int calls);

        [LoggerMessage(LogLevel.Information, "Job {Job}, segment {Segment}, call {Call}: asked for again, {Doubt}")]
        public static partial void Doubted(ILogger logger, string job, int segment, int call, string doubt);

        [LoggerMessage(LogLevel.Warning, "Job {Job}, segment {Segment}, call {Call}: {Kind}, not before {NotBefore}")]
        public static partial void Failed(ILogger logger, string job, int segment, int call, SpeechFailureKind kind, DateTimeOffset? notBefore);
    }
}

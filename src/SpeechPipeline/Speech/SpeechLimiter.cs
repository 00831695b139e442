using Microsoft.Extensions.Options;

namespace SpeechPipeline.Speech;

/// <summary>
/// Bounds the calls that this process has under way, over all jobs: as many as the endpoint accepts, none before a time that
/// it has named. Jobs get places in turn.
/// </summary>
public sealed class SpeechLimiter : IDisposable
{
    /// <summary>The level at the start: low enough for any account; two rounds of doubling reach the default ceiling.</summary>
    const double Start = 4;

    /// <summary>Timers have a maximum of 49 days; one that fires early is set again.</summary>
    static readonly TimeSpan LongestTimer = TimeSpan.FromDays(1);

    readonly Lock _lock = new();
    readonly WaitingCalls _waiting = new();
    readonly SpeechSpacing _spacing = new();
    readonly SpeechLevel _level;
    readonly SpeechPause _pause;
    readonly TimeProvider _time;
    readonly ITimer _timer;
    long _entered;
    long _admitted;
    int _underWay;

    /// <param name="options">The ceiling, and the number of instances that share it.</param>
    /// <param name="time">The clock.</param>
    /// <param name="jitter">The randomness of backoff.</param>
    public SpeechLimiter(IOptions<SpeechOptions> options, TimeProvider time, Random jitter)
    {
        var instances = (double)options.Value.Instances;
        _level = new SpeechLevel(options.Value.Concurrency / instances, Start / instances);
        (_pause, _time) = (new SpeechPause(jitter), time);
        _timer = time.CreateTimer(_ => Wake(), state: null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public SpeechLimiterState State
    {
        get
        {
            lock (_lock)
            {
                return new SpeechLimiterState(
                    _level.Value, _underWay, _waiting.Count, _pause.NotBefore > _time.GetUtcNow() ? _pause.NotBefore : null);
            }
        }
    }

    /// <summary>Waits for a place, or until it is certain that there is none within the time budget.</summary>
    /// <param name="job">Jobs are served in turn.</param>
    /// <param name="until">The end of the caller's budget.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="OperationCanceledException">The caller gave up.</exception>
    public Task<SpeechEntry> EnterAsync(string job, DateTimeOffset until, CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested)
        {
            return Task.FromCanceled<SpeechEntry>(cancellationToken);
        }

        lock (_lock)
        {
            var call = new WaitingCall(job, until, ++_entered);
            _waiting.Add(call);
            Serve();
            if (!call.Entry.IsCompleted)
            {
                call.Cancellation = cancellationToken.UnsafeRegister((_, token) => Leave(call, token), state: null);
            }

            return call.Entry;
        }
    }

    public void Dispose() => _timer.Dispose();

    /// <summary>Releases a place and adapts to the answer; null: the call had no informative answer.</summary>
    internal void Return(SpeechPermit permit, SpeechAnswer? answer)
    {
        lock (_lock)
        {
            var now = _time.GetUtcNow();
            if (answer is not null)
            {
                Learn(permit, answer, now);
            }

            if (--_underWay == 0)
            {
                _spacing.Refill();
            }

            Serve();
        }
    }

    void Learn(SpeechPermit permit, SpeechAnswer answer, DateTimeOffset now)
    {
        _spacing.Answered(now - permit.AdmittedAt, answer is SpeechAnswer.Spoken);
        switch (answer)
        {
            case SpeechAnswer.Spoken:
                _level.Succeeded(permit.Number, _underWay);
                _pause.Succeeded(permit.Number);
                break;
            case SpeechAnswer.Failed { Kind: SpeechFailureKind.Throttled or SpeechFailureKind.Full } failed:
                if (failed.Kind == SpeechFailureKind.Throttled)
                {
                    _level.Throttled(permit.Number, _admitted);
                }

                _pause.Refused(failed, permit.Number, _admitted, now);
                if (_pause.NotBefore > now)
                {
                    _spacing.Refill();
                }

                break;
        }
    }

    void Wake()
    {
        lock (_lock)
        {
            Serve();
        }
    }

    void Leave(WaitingCall call, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            if (_waiting.Remove(call))
            {
                call.Cancel(cancellationToken);
                Serve();
            }
        }
    }

    /// <summary>Ends the waits whose time budget is over, gives out free places, and sets the timer for the next event.</summary>
    void Serve()
    {
        var now = _time.GetUtcNow();
        var isClosed = _pause.NotBefore > now;
        while (_waiting.MostUrgent is { } call && call.Until <= (isClosed ? _pause.NotBefore : now))
        {
            _waiting.Remove(call);
            call.Settle(isClosed ? new SpeechEntry.Closed(_pause.NotBefore, _pause.Reason) : new SpeechEntry.Late());
        }

        while (_underWay < _level.Places && NextAdmission() <= now && _waiting.TryTake(out var call))
        {
            _spacing.Admitted(now, isFull: ++_underWay >= _level.Places);
            call.Settle(new SpeechEntry.Granted(new SpeechPermit(this, ++_admitted, now)));
        }

        SetTimer(now);
    }

    void SetTimer(DateTimeOffset now)
    {
        var wait = Timeout.InfiniteTimeSpan;
        if (_waiting.MostUrgent is { } urgent)
        {
            var next = _underWay < _level.Places && NextAdmission() < urgent.Until ? NextAdmission() : urgent.Until;
            // Timers drop fractions of a millisecond: rounding up avoids a loop of timers of zero duration.
            wait = TimeSpan.FromMilliseconds(Math.Ceiling(Math.Min((next - now).TotalMilliseconds, LongestTimer.TotalMilliseconds)));
        }

        _timer.Change(wait, Timeout.InfiniteTimeSpan);
    }

    DateTimeOffset NextAdmission()
    {
        var spaced = _spacing.NextAt(_level.Value);
        return spaced > _pause.NotBefore ? spaced : _pause.NotBefore;
    }
}

/// <summary>The state of the limiter, for health and metrics.</summary>
/// <param name="Level">How many calls may be under way; its whole part counts.</param>
/// <param name="UnderWay">How many calls are under way; more than the level for a while after it was lowered.</param>
/// <param name="Waiting">Callers without a place.</param>
/// <param name="NotBefore">No call is sent before this time; null: calls may be sent now.</param>
public sealed record SpeechLimiterState(double Level, int UnderWay, int Waiting, DateTimeOffset? NotBefore);

using System.Collections.Concurrent;
using Microsoft.Extensions.Time.Testing;

namespace SpeechPipeline.Specs.LocalHost;

/// <summary>A clock that stands still, and remembers each wait that is asked of it.</summary>
sealed class RecordingClock() : FakeTimeProvider(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero))
{
    readonly ConcurrentQueue<TimeSpan> _waits = new();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = base.CreateTimer(callback, state, dueTime, period);
        if (dueTime != Timeout.InfiniteTimeSpan)
        {
            _waits.Enqueue(dueTime);
        }

        return timer;
    }

    /// <summary>The next wait that someone asks for, once they have.</summary>
    public async Task<TimeSpan> NextWaitAsync(CancellationToken cancellationToken)
    {
        TimeSpan wait = default;
        await Eventually.IsTrueAsync(() => _waits.TryDequeue(out wait), "someone waits", cancellationToken);
        return wait;
    }

    /// <summary>Lets the next wait pass, and says how long it was.</summary>
    public async Task<TimeSpan> PassNextWaitAsync(CancellationToken cancellationToken)
    {
        var wait = await NextWaitAsync(cancellationToken);
        Advance(wait);
        return wait;
    }
}

using Microsoft.Extensions.Time.Testing;

namespace SpeechPipeline.Specs.Endpoint;

/// <summary>A clock that stands still, and says when someone begins to wait on it.</summary>
sealed class WatchedClock : FakeTimeProvider
{
    readonly TaskCompletionSource _timerStarted = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task TimerStarted => _timerStarted.Task.WaitAsync(TestContext.Current.CancellationToken);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = base.CreateTimer(callback, state, dueTime, period);
        _timerStarted.TrySetResult();
        return timer;
    }
}

using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging.Abstractions;
using SpeechPipeline.LocalHost;
using SpeechPipeline.LocalHost.Timers;

namespace SpeechPipeline.Specs.LocalHost;

public sealed class TimerLoopSpecs : IAsyncDisposable
{
    readonly RecordingClock _clock = new(); // Starts at 12:00:00.
    readonly Shutdown _shutdown;
    readonly List<(TimeSpan At, bool PastDue, ScheduleStatus? Status)> _runs = [];
    readonly SemaphoreSlim _ended = new(0);
    Func<Task> _work = () => Task.CompletedTask;
    Task _loop = Task.CompletedTask;

    public TimerLoopSpecs() => _shutdown = new(TimeSpan.FromHours(1), _clock);

    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_timer_runs_at_the_times_of_its_schedule_and_is_on_time()
    {
        Start("0 */5 * * * *");
        for (var i = 0; i < 3; i++)
        {
            Assert.Equal(TimeSpan.FromMinutes(5), await _clock.PassNextWaitAsync(Cancellation));
            await EndOfRunAsync();
        }

        Assert.Equal([new(12, 5, 0), new(12, 10, 0), new(12, 15, 0)], _runs.Select(run => run.At));
        Assert.All(_runs, run => Assert.False(run.PastDue));
        Assert.Equal(default, _runs[0].Status!.Last);
        Assert.Equal(new DateTime(2026, 3, 1, 12, 10, 0, DateTimeKind.Utc), _runs[2].Status!.Last);
        Assert.Equal(new DateTime(2026, 3, 1, 12, 20, 0, DateTimeKind.Utc), _runs[2].Status!.Next);
    }

    [Fact]
    public async Task Times_missed_during_a_run_are_made_up_for_by_one_run_that_is_past_due()
    {
        var running = 0;
        _work = () =>
        {
            Assert.Equal(1, Interlocked.Increment(ref running)); // Never two at once.
            if (_runs.Count == 1)
            {
                _clock.Advance(TimeSpan.FromMinutes(12)); // 12:05 to 12:17: 12:10 and 12:15 pass.
            }

            Interlocked.Decrement(ref running);
            return Task.CompletedTask;
        };
        Start("0 */5 * * * *");
        await _clock.PassNextWaitAsync(Cancellation);
        await EndOfRunAsync();
        await EndOfRunAsync();
        await _clock.PassNextWaitAsync(Cancellation);
        await EndOfRunAsync();
        Assert.Equal(
            [(new(12, 5, 0), false), (new(12, 17, 0), true), (new(12, 20, 0), false)],
            _runs.Select(run => (run.At, run.PastDue)));
    }

    [Fact]
    public async Task A_run_that_fails_does_not_end_the_schedule()
    {
        _work = () => throw new InvalidOperationException("It fails.");
        Start("00:01:00");
        await _clock.PassNextWaitAsync(Cancellation);
        await EndOfRunAsync();
        await _clock.PassNextWaitAsync(Cancellation);
        await EndOfRunAsync();
        Assert.Equal(2, _runs.Count);
    }

    [Fact]
    public async Task A_timer_that_runs_on_start_up_runs_at_once_and_is_not_past_due()
    {
        Start("0 0 * * * *", runOnStartup: true, useMonitor: false);
        await EndOfRunAsync();
        Assert.Equal((new(12, 0, 0), false, null), Assert.Single(_runs));
        Assert.Equal(TimeSpan.FromHours(1), await _clock.NextWaitAsync(Cancellation));
    }

    [Fact]
    public async Task A_time_further_away_than_a_timer_can_wait_is_waited_for_day_by_day()
    {
        Start("0 0 12 1 6 *"); // In 92 days; a system timer holds 49.
        for (var day = 0; day < 92; day++)
        {
            Assert.Equal(TimeSpan.FromDays(1), await _clock.PassNextWaitAsync(Cancellation));
        }

        await EndOfRunAsync();
        Assert.Single(_runs);
    }

    [Fact]
    public async Task Stopping_waits_for_the_run_that_is_under_way()
    {
        var finish = new TaskCompletionSource();
        _work = () => finish.Task;
        Start("0 0 * * * *", runOnStartup: true);
        await Eventually.IsTrueAsync(() => _runs.Count == 1, "it runs", Cancellation);
        _shutdown.Begin();
        Assert.False(_loop.IsCompleted);
        finish.SetResult();
        await _loop.WaitAsync(Eventually.Limit, Cancellation);
        Assert.Single(_runs);
    }

    public async ValueTask DisposeAsync()
    {
        _shutdown.Begin();
        await _loop;
        _shutdown.Dispose();
        _ended.Dispose();
    }

    void Start(string schedule, bool runOnStartup = false, bool useMonitor = true)
    {
        var trigger = new TimerTriggerAttribute(schedule) { RunOnStartup = runOnStartup, UseMonitor = useMonitor };
        var loop = new TimerLoop("Sample", Schedule.Parse(schedule)!, trigger, RunAsync, _shutdown, _clock, NullLogger.Instance);
        _loop = Task.Run(loop.RunAsync, Cancellation);
    }

    async Task RunAsync(TimerInfo timer)
    {
        _runs.Add((_clock.GetUtcNow().TimeOfDay, timer.IsPastDue, timer.ScheduleStatus));
        try
        {
            await _work();
        }
        finally
        {
            _ended.Release();
        }
    }

    async Task EndOfRunAsync() => Assert.True(await _ended.WaitAsync(Eventually.Limit, Cancellation));
}

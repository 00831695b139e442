using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;

namespace SpeechPipeline.LocalHost.Timers;

/// <summary>Runs one timer function on its schedule, one run at a time. Times missed during a run cause a
/// single run directly after it, marked as past due.</summary>
sealed partial class TimerLoop(
    string function, Schedule schedule, TimerTriggerAttribute trigger, Func<TimerInfo, Task> run, Shutdown shutdown, TimeProvider time, ILogger logger)
{
    // A schedule's finest unit is a second: a run that begins within its second is on time.
    static readonly TimeSpan PastDue = TimeSpan.FromSeconds(1);

    // The longest delay a timer can hold is 49 days; a look every day also notices a clock that was set.
    static readonly TimeSpan LongestWait = TimeSpan.FromDays(1);

    DateTimeOffset? _last;

    /// <summary>Runs until shutdown has begun and the last run has ended.</summary>
    public async Task RunAsync()
    {
        var due = trigger.RunOnStartup ? time.GetUtcNow() : schedule.After(time.GetUtcNow());
        while (due is { } moment && await WaitAsync(moment))
        {
            var began = time.GetUtcNow();
            due = schedule.After(began);
            await RunOnceAsync(moment, began, due);
        }
    }

    /// <returns>False when shutdown began first.</returns>
    async Task<bool> WaitAsync(DateTimeOffset due)
    {
        while (!shutdown.Begun.IsCancellationRequested)
        {
            var wait = due - time.GetUtcNow();
            if (wait <= TimeSpan.Zero)
            {
                return true;
            }

            await Task.Delay(wait < LongestWait ? wait : LongestWait, time, shutdown.Begun).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        return false;
    }

    async Task RunOnceAsync(DateTimeOffset due, DateTimeOffset began, DateTimeOffset? next)
    {
        var status = new ScheduleStatus { Last = _last?.UtcDateTime ?? default, Next = next?.UtcDateTime ?? default, LastUpdated = began.UtcDateTime };
        _last = began;
        try
        {
            await run(new() { IsPastDue = began - due >= PastDue, ScheduleStatus = trigger.UseMonitor ? status : null });
        }
        catch (Exception e) // The edge of the function: the next run may do better.
        {
            Log.Failed(logger, function, e);
        }
    }

    static partial class Log
    {
        [LoggerMessage(LogLevel.Error, "{Function}: the run failed; the schedule continues")]
        public static partial void Failed(ILogger logger, string function, Exception exception);
    }
}

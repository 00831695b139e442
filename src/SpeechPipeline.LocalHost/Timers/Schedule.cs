using System.Globalization;
using NCrontab;

namespace SpeechPipeline.LocalHost.Timers;

/// <summary>When a timer is due, in UTC: six-field NCRONTAB (seconds first), five fields as plain cron, or a time span
/// from one run to the next.</summary>
abstract class Schedule
{
    /// <returns>Null when <paramref name="text"/> is neither.</returns>
    public static Schedule? Parse(string text)
    {
        var fields = text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Length;
        if (CrontabSchedule.TryParse(text, new() { IncludingSeconds = fields == 6 }) is { } cron)
        {
            return new Cron(cron);
        }

        return TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out var interval) && interval > TimeSpan.Zero ? new Interval(interval) : null;
    }

    /// <summary>The first time after <paramref name="moment"/>; null when there is none.</summary>
    public abstract DateTimeOffset? After(DateTimeOffset moment);

    sealed class Cron(CrontabSchedule cron) : Schedule
    {
        public override DateTimeOffset? After(DateTimeOffset moment)
        {
            // NCrontab answers with the end of time when nothing matches (30 February).
            var next = cron.GetNextOccurrence(moment.UtcDateTime, DateTime.MaxValue);
            return next == DateTime.MaxValue ? null : new DateTimeOffset(DateTime.SpecifyKind(next, DateTimeKind.Utc));
        }
    }

    sealed class Interval(TimeSpan interval) : Schedule
    {
        public override DateTimeOffset? After(DateTimeOffset moment) => moment + interval;
    }
}

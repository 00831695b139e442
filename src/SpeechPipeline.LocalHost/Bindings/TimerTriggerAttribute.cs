namespace Microsoft.Azure.Functions.Worker;

/// <summary>The function runs on a schedule, in UTC.</summary>
/// <param name="schedule">Six-field NCRONTAB (seconds first) or a time span; <c>%Setting%</c> is replaced from configuration.</param>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class TimerTriggerAttribute(string schedule) : Attribute
{
    public string Schedule { get; } = schedule;

    /// <summary>Also run once when the host starts.</summary>
    public bool RunOnStartup { get; set; }

    /// <summary>Whether <see cref="TimerInfo.ScheduleStatus"/> is kept (here in memory, in Azure in a blob). Default: true.</summary>
    public bool UseMonitor { get; set; } = true;
}

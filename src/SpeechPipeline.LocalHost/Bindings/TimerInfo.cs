namespace Microsoft.Azure.Functions.Worker;

/// <summary>What a timer function is told about the run it is in.</summary>
public sealed class TimerInfo
{
    /// <summary>Null when the trigger says <c>UseMonitor = false</c>.</summary>
    public ScheduleStatus? ScheduleStatus { get; set; }

    /// <summary>True when this run began a second or more after the time it was due.</summary>
    public bool IsPastDue { get; set; }
}

namespace Microsoft.Azure.Functions.Worker;

/// <summary>When a timer ran and will run, in UTC.</summary>
public sealed class ScheduleStatus
{
    /// <summary>The beginning of the run before this one; <c>default</c> on the first.</summary>
    public DateTime Last { get; set; }

    /// <summary>The next time the schedule names after this run.</summary>
    public DateTime Next { get; set; }

    public DateTime LastUpdated { get; set; }
}

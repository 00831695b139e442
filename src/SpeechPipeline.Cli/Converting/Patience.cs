using System.Diagnostics;
using SpeechPipeline.Jobs;
using SpeechPipeline.Segments;

namespace SpeechPipeline.Cli.Converting;

/// <summary>
/// How long a command waits for a job that cannot advance: its endpoint cannot be reached or refuses the key, its source or the storage fails.
/// An endpoint that is only busy said itself how long to wait, and is waited for.
/// </summary>
sealed class Patience(TimeSpan limit)
{
    public TimeSpan Limit => limit;

    (int Segments, JobPhase? Phase, double? Done)? _progress;
    long _since;
    WaitCause? _cause;

    /// <summary>What the job last waited for, in words; null: nothing.</summary>
    public string? Reason { get; private set; }

    /// <summary>When the command gives up; null: it does not, because the job can advance.</summary>
    public TimeSpan? Left => _cause is null or WaitCause.EndpointBusy ? null : limit - Stopwatch.GetElapsedTime(_since);

    public bool IsOver => Left < TimeSpan.Zero;

    public void Follow(JobObject job)
    {
        var progress = (job.Progress.SegmentsDone, job.Progress.Phase, job.Progress.PhaseDone);
        if (progress != _progress)
        {
            (_progress, _since, _cause, Reason) = (progress, Stopwatch.GetTimestamp(), null, null);
        }

        // While it is tried again, a job says nothing.
        if (job.StatusCode is { } cause)
        {
            (_cause, Reason) = (cause, job.StatusReason);
        }
    }
}

using Microsoft.Azure.Functions.Worker;
using SpeechPipeline.Durability;
using SpeechPipeline.Jobs;

namespace SpeechPipeline.Triggers;

/// <summary>Deletes the jobs whose retention is over, and sends messages that are due and messages that a crash left unsent, on the schedule <c>SweepSchedule</c>.</summary>
public sealed class SweepUnfinished(RetentionSweep retention, Sweep sweep)
{
    [Function(nameof(SweepUnfinished))]
    public async Task RunAsync([TimerTrigger("%SweepSchedule%")] TimerInfo timer, CancellationToken cancellationToken)
    {
        await retention.RunAsync(cancellationToken);
        await sweep.RunAsync(cancellationToken);
    }
}

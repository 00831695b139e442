using Microsoft.Azure.Functions.Worker;
using SpeechPipeline.Drops;

namespace SpeechPipeline.Triggers;

/// <summary>Announces files of the drop folder without an event, on the schedule <c>DropSweepSchedule</c>.</summary>
public sealed class SweepDrops(DropSweep sweep)
{
    [Function(nameof(SweepDrops))]
    public Task RunAsync([TimerTrigger("%DropSweepSchedule%")] TimerInfo timer, CancellationToken cancellationToken) =>
        sweep.RunAsync(cancellationToken);
}

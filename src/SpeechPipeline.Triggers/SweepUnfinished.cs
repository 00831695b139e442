using Microsoft.Azure.Functions.Worker;
using SpeechPipeline.Durability;

namespace SpeechPipeline.Triggers;

/// <summary>Sends messages that are due and messages that a crash left unsent, on the schedule <c>SweepSchedule</c>.</summary>
public sealed class SweepUnfinished(Sweep sweep)
{
    [Function(nameof(SweepUnfinished))]
    public Task RunAsync([TimerTrigger("%SweepSchedule%")] TimerInfo timer, CancellationToken cancellationToken) =>
        sweep.RunAsync(cancellationToken);
}

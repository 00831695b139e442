using Microsoft.Azure.Functions.Worker;
using SpeechPipeline.Durability;

namespace SpeechPipeline.Triggers;

/// <summary>Sends what is due and what a crash left owing, as often as the setting <c>SweepSchedule</c> says.</summary>
public sealed class SweepUnfinished(Sweep sweep)
{
    [Function(nameof(SweepUnfinished))]
    public Task RunAsync([TimerTrigger("%SweepSchedule%")] TimerInfo timer, CancellationToken cancellationToken) =>
        sweep.RunAsync(cancellationToken);
}

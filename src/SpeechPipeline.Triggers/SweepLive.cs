using Microsoft.Azure.Functions.Worker;
using SpeechPipeline.Jobs;

namespace SpeechPipeline.Triggers;

/// <summary>Sends what is due and what a crash left owing, as often as the setting <c>SweepSchedule</c> says.</summary>
public sealed class SweepLive(JobSweep sweep)
{
    [Function(nameof(SweepLive))]
    public Task RunAsync([TimerTrigger("%SweepSchedule%")] TimerInfo timer, CancellationToken cancellationToken) =>
        sweep.RunAsync(cancellationToken);
}

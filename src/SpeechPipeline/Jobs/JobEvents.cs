using SpeechPipeline.Durability;
using SpeechPipeline.Webhooks;

namespace SpeechPipeline.Jobs;

/// <summary>Tells a webhook what happens before a job ends, where it has asked for that.</summary>
public sealed class JobEvents(Deliveries deliveries, TimeProvider time)
{
    readonly TimeProvider _time = time;

    static readonly TimeSpan BetweenProgress = TimeSpan.FromSeconds(10);

    /// <summary>The job begins to be spoken; told once a generation.</summary>
    public Task StartedAsync(JobRow row, CancellationToken cancellationToken) =>
        // Both times are set when a generation begins. Segments that a former one has spoken say nothing of this one.
        row.ProgressedAt == row.StartedAt ? TellAsync(row, WebhookEvent.Started, sequence: 0, cancellationToken) : Task.CompletedTask;

    /// <summary>Tells of the progress of one invocation, each ten seconds at most.</summary>
    internal ProgressEvents ProgressOf(Claim<JobRow> claim) => new(this, claim);

    async Task TellAsync(JobRow row, string type, int sequence, CancellationToken cancellationToken)
    {
        if (row.Webhook is { } webhook && WebhookEvent.IsChosen(row.WebhookEvents, type))
        {
            await deliveries.OweAsync(WebhookEvent.Owe(row.PartitionKey, row.Generation, type, webhook, JobObject.From(row), _time.GetUtcNow(), sequence), cancellationToken);
        }
    }

    /// <summary>Segments report from many threads.</summary>
    internal sealed class ProgressEvents(JobEvents owner, Claim<JobRow> claim)
    {
        long _told = owner._time.GetTimestamp();

        public Task SpokenAsync(CancellationToken cancellationToken)
        {
            var told = Interlocked.Read(ref _told);
            return owner._time.GetElapsedTime(told) >= BetweenProgress && Interlocked.CompareExchange(ref _told, owner._time.GetTimestamp(), told) == told
                ? owner.TellAsync(claim.Row.Copy(), WebhookEvent.Progress, claim.Row.SegmentsDone, cancellationToken)
                : Task.CompletedTask;
        }
    }
}

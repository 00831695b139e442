using SpeechPipeline.Durability;

namespace SpeechPipeline.Webhooks;

/// <summary>Sends the webhooks that are owed, when they are due and no message of theirs can be left in the queue.</summary>
public sealed class DeliverySweep(DeliveryStore store, WorkQueue<DeliveryMessage> queue) : SweptWork
{
    /// <summary>Of deliveries that have their own row in the index.</summary>
    internal const string KindName = "delivery";

    public override string Kind => KindName;

    public override async Task<Look> LookAtAsync(UnfinishedRow row, SweepRound round, CancellationToken cancellationToken) =>
        await store.FindAsync(row.Job, row.Event!, cancellationToken) is not { } delivery ? LookAtUnaccepted(row, round)
        : delivery.State == DeliveryStatus.Pending ? await SendAsync(delivery, round, cancellationToken)
        : Look.AtRest;

    /// <summary>Looks after the webhook that the end of a generation owes.</summary>
    /// <param name="deliveries">All of the work's.</param>
    /// <param name="generation">Whose end is told.</param>
    /// <param name="round">The sweep.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>At rest when nothing is owed.</returns>
    public async Task<Look> LookAtEndAsync(IEnumerable<DeliveryRow> deliveries, int generation, SweepRound round, CancellationToken cancellationToken) =>
        deliveries.FirstOrDefault(row => row.IsOfEnd && row.Generation == generation && row.State == DeliveryStatus.Pending) is { } owed
            ? await SendAsync(owed, round, cancellationToken)
            : Look.AtRest;

    async Task<Look> SendAsync(DeliveryRow owed, SweepRound round, CancellationToken cancellationToken)
    {
        if (owed.Due <= round.Now && await round.IsPastAsync(queue.Queue, owed.SentAt, cancellationToken))
        {
            owed.SentAt = round.Now;
            if (await store.TryWriteAsync(owed, cancellationToken))
            {
                await queue.SendAsync(DeliveryMessage.For(owed), delay: null, cancellationToken);
            }
        }

        return Look.Again(owed.Due);
    }
}

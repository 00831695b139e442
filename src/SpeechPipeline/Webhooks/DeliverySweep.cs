using SpeechPipeline.Durability;

namespace SpeechPipeline.Webhooks;

/// <summary>Sends the messages of owed webhooks that are due, if no earlier message can still be in the queue.</summary>
public sealed class DeliverySweep(DeliveryStore store, WorkQueue<DeliveryMessage> queue) : SweptWork
{
    /// <summary>The kind of deliveries with their own row in the index.</summary>
    internal const string KindName = "delivery";

    public override string Kind => KindName;

    public override async Task<Look> LookAtAsync(UnfinishedRow row, SweepRound round, CancellationToken cancellationToken) =>
        await store.FindAsync(row.Job, row.Event!, cancellationToken) is not { } delivery ? LookAtUnaccepted(row, round)
        : delivery.State == DeliveryStatus.Pending ? await SendAsync(delivery, round, cancellationToken)
        : Look.AtRest;

    /// <summary>Handles the webhook for the end of a generation.</summary>
    /// <param name="deliveries">All deliveries of the work.</param>
    /// <param name="generation">The generation that has ended.</param>
    /// <param name="round">The sweep.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns><see cref="Look.AtRest"/> if nothing is owed.</returns>
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

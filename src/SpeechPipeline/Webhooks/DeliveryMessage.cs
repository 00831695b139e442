namespace SpeechPipeline.Webhooks;

/// <summary>What the queue <c>webhook-deliveries</c> carries.</summary>
/// <param name="V">The version of this form: 1.</param>
/// <param name="Job">The job whose partition holds the delivery.</param>
/// <param name="Event">The event's id, which is the receiver's <c>webhook-id</c> too.</param>
/// <param name="Attempt">Which attempt this message begins, from 1; an older one is without effect.</param>
public sealed record DeliveryMessage(int V, string Job, string Event, int Attempt)
{
    public const int Version = 1;

    public static DeliveryMessage For(DeliveryRow row) => new(Version, row.PartitionKey, row.EventId, row.Attempt);
}

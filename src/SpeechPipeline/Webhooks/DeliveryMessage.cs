namespace SpeechPipeline.Webhooks;

/// <summary>A message of the queue <c>webhook-deliveries</c>.</summary>
/// <param name="V">The version of this form: 1.</param>
/// <param name="Job">The job whose partition holds the delivery.</param>
/// <param name="Event">The event's id, sent to the receiver as <c>webhook-id</c>.</param>
/// <param name="Attempt">The attempt that this message begins, from 1; an older message has no effect.</param>
public sealed record DeliveryMessage(int V, string Job, string Event, int Attempt)
{
    public const int Version = 1;

    public static DeliveryMessage For(DeliveryRow row) => new(Version, row.PartitionKey, row.EventId, row.Attempt);
}

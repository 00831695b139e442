namespace SpeechPipeline.Webhooks;

/// <summary>The public object of a delivery among those of all work.</summary>
/// <param name="Id">Sent as <c>webhook-id</c>.</param>
/// <param name="Object">Always <c>delivery</c>.</param>
/// <param name="Owner">The id of its job or batch.</param>
/// <param name="Url">The receiver's address.</param>
/// <param name="CreatedAt">The time of the event.</param>
/// <param name="Delivery">As in the job or batch.</param>
public sealed record DeliveryObject(string Id, string Object, string Owner, string Url, DateTimeOffset CreatedAt, WebhookObject.DeliveryPart Delivery)
{
    public static DeliveryObject From(DeliveryRow row)
    {
        ArgumentNullException.ThrowIfNull(row);
        return new DeliveryObject(row.EventId, "delivery", row.PartitionKey, row.Url, row.CreatedAt, WebhookObject.DeliveryPart.From(row));
    }
}

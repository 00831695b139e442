namespace SpeechPipeline.Webhooks;

/// <summary>The webhook of a job or batch as callers see it.</summary>
/// <param name="Url">Who is called.</param>
/// <param name="Deliveries">What became of the calls; absent where nobody looked.</param>
public sealed record WebhookObject(string Url, IReadOnlyList<WebhookObject.DeliveryPart>? Deliveries)
{
    public sealed record DeliveryPart(string Id, DeliveryStatus Status, int Attempt, DateTimeOffset? Due, string? LastOutcome);

    /// <returns>Null where nobody is to be called.</returns>
    public static WebhookObject? From(string? url, IReadOnlyList<DeliveryRow>? deliveries) =>
        url is null ? null : new WebhookObject(url, deliveries?.Select(Delivery).ToList());

    static DeliveryPart Delivery(DeliveryRow row) => new(
        row.EventId, row.State, row.Attempt, row.State == DeliveryStatus.Pending ? row.Due : null, row.LastOutcome);
}

namespace SpeechPipeline.Webhooks;

/// <summary>The webhook in a job or batch object.</summary>
/// <param name="Url">The receiver's address.</param>
/// <param name="Deliveries">The deliveries and their results; absent if not requested.</param>
public sealed record WebhookObject(string Url, IReadOnlyList<WebhookObject.DeliveryPart>? Deliveries)
{
    public sealed record DeliveryPart(string Id, DeliveryStatus Status, int Attempt, DateTimeOffset? Due, string? LastOutcome);

    /// <returns>Null if there is no webhook.</returns>
    public static WebhookObject? From(string? url, IReadOnlyList<DeliveryRow>? deliveries) =>
        url is null ? null : new WebhookObject(url, deliveries?.Select(Delivery).ToList());

    static DeliveryPart Delivery(DeliveryRow row) => new(
        row.EventId, row.State, row.Attempt, row.State == DeliveryStatus.Pending ? row.Due : null, row.LastOutcome);
}

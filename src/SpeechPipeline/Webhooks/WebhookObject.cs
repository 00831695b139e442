namespace SpeechPipeline.Webhooks;

/// <summary>The webhook in a job or batch object.</summary>
/// <param name="Url">The receiver's address.</param>
/// <param name="Events">The chosen events; absent: the ends.</param>
/// <param name="Deliveries">The deliveries and their results; absent if not requested.</param>
public sealed record WebhookObject(string Url, IReadOnlyList<string>? Events, IReadOnlyList<WebhookObject.DeliveryPart>? Deliveries)
{
    /// <param name="Id">Sent as <c>webhook-id</c>.</param>
    /// <param name="Type">The type of the event; absent if an earlier version owed it.</param>
    /// <param name="Status">Its state.</param>
    /// <param name="Attempt">The attempt that is owed, or the last one.</param>
    /// <param name="Due">When the attempt that is owed is due.</param>
    /// <param name="AttemptedAt">When the last attempt was made.</param>
    /// <param name="DurationMs">How long it took.</param>
    /// <param name="StatusCode">The status that the receiver answered with.</param>
    /// <param name="LastOutcome">The result in words.</param>
    /// <param name="Answer">The beginning of the answer, if it was text.</param>
    public sealed record DeliveryPart(
        string Id, string? Type, DeliveryStatus Status, int Attempt, DateTimeOffset? Due, DateTimeOffset? AttemptedAt, int? DurationMs, int? StatusCode, string? LastOutcome, string? Answer)
    {
        internal static DeliveryPart From(DeliveryRow row) => new(
            row.EventId, row.Type, row.State, row.Attempt, row.State == DeliveryStatus.Pending ? row.Due : null, row.AttemptedAt, row.DurationMs, row.StatusCode, row.LastOutcome, row.Answer);
    }

    /// <returns>Null if there is no webhook.</returns>
    public static WebhookObject? From(string? url, string? events, IReadOnlyList<DeliveryRow>? deliveries) =>
        url is null ? null : new WebhookObject(url, events?.Split(' '), deliveries?.Select(DeliveryPart.From).ToList());
}

namespace SpeechPipeline.Requests;

/// <summary>Where to deliver an episode, and until when.</summary>
/// <param name="Webhook">The address to call.</param>
/// <param name="ExpiresAfter">Seconds after submission until an unfinished job fails; absent: never.</param>
/// <param name="Metadata">The caller's own labels, returned in the job object.</param>
/// <param name="Show">The show that the episode joins.</param>
/// <param name="RetentionDays">Days from its end after which the job is deleted; absent: as its show or the settings say.</param>
/// <param name="WebhookEvents">The events to call it for; absent: the ends.</param>
public sealed record RequestedDelivery(
    string? Webhook, int? ExpiresAfter, IReadOnlyDictionary<string, string> Metadata, string? Show = null, int? RetentionDays = null, IReadOnlyList<string>? WebhookEvents = null);

namespace SpeechPipeline.Requests;

/// <summary>Where an episode goes, and until when somebody waits for it.</summary>
/// <param name="Webhook">Called when the job ends.</param>
/// <param name="ExpiresAfter">Seconds from submission after which nobody waits for the episode; absent: never.</param>
/// <param name="Metadata">The caller's own labels, handed back in the job object.</param>
/// <param name="Show">The show that the episode joins.</param>
public sealed record RequestedDelivery(string? Webhook, int? ExpiresAfter, IReadOnlyDictionary<string, string> Metadata, string? Show = null);

namespace SpeechPipeline.Webhooks;

/// <summary>Where a webhook delivery stands.</summary>
public enum DeliveryStatus
{
    Pending,
    Delivered,

    /// <summary>Every attempt of the schedule failed.</summary>
    Failed,

    /// <summary>The receiver answered 410: it wants no more.</summary>
    Gone,
}

namespace SpeechPipeline.Webhooks;

/// <summary>The state of a webhook delivery.</summary>
public enum DeliveryStatus
{
    Pending,
    Delivered,

    /// <summary>Every attempt of the schedule failed.</summary>
    Failed,

    /// <summary>The receiver answered 410: it accepts no more webhooks.</summary>
    Gone,
}

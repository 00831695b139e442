namespace SpeechPipeline.Segments;

/// <summary>What a job waits for.</summary>
public enum WaitCause
{
    /// <summary>The speech endpoint cannot be reached, or fails.</summary>
    EndpointUnavailable,

    /// <summary>The speech endpoint refuses the key, until a person corrects it.</summary>
    KeyRefused,

    /// <summary>The speech endpoint has too many calls, from this account or from all, and said so.</summary>
    EndpointBusy,

    /// <summary>The article cannot be fetched from its address.</summary>
    SourceUnavailable,

    /// <summary>Storage fails.</summary>
    StorageUnavailable,

    /// <summary>The pipeline itself failed repeatedly.</summary>
    FailedRepeatedly,
}

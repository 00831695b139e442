namespace SpeechPipeline.Batches;

/// <summary>The state of a batch. The last three end a generation.</summary>
public enum BatchStatus
{
    /// <summary>Its items are being read and checked.</summary>
    Reading,

    /// <summary>Its items are being admitted and spoken.</summary>
    Running,

    /// <summary>Every item has ended; some may have failed or been rejected.</summary>
    Completed,

    /// <summary>It could not be read, or costs more than the limit; no item was spoken.</summary>
    Failed,

    Cancelled,
}

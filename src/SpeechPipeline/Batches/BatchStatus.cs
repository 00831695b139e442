namespace SpeechPipeline.Batches;

/// <summary>Where a batch stands. The last three end a generation.</summary>
public enum BatchStatus
{
    /// <summary>Its items are being read and checked.</summary>
    Reading,

    /// <summary>Its items are being admitted and spoken.</summary>
    Running,

    /// <summary>Every item has ended, some perhaps failed or rejected.</summary>
    Completed,

    /// <summary>It could not be read, or costs more than it may; no item was spoken.</summary>
    Failed,

    Cancelled,
}

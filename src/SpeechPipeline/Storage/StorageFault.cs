using Azure;

namespace SpeechPipeline.Storage;

/// <summary>Tells faults of storage from faults of our own.</summary>
static class StorageFault
{
    /// <summary>
    /// Whether a call that nobody cancels failed at storage: by its answer, by a time-out, which the SDK reports as a cancellation, or
    /// after several tries, which it reports together.
    /// </summary>
    public static bool Is(Exception e) => e is RequestFailedException or AggregateException or OperationCanceledException;
}

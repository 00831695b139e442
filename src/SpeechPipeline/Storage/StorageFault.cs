using Azure;

namespace SpeechPipeline.Storage;

/// <summary>Tells faults of storage from faults of our own.</summary>
public static class StorageFault
{
    /// <summary>Conflicts that lie in the blob's own kind.</summary>
    static readonly string?[] Lasting = ["BlobArchived", "BlobUsesCustomerSpecifiedEncryption", "BlobImmutableDueToPolicy"];

    /// <summary>
    /// Whether a call that nobody cancels failed at storage: by its answer, by a time-out, which the SDK reports as a cancellation, or
    /// after several tries, which it reports together.
    /// </summary>
    public static bool Is(Exception e) => e is RequestFailedException or AggregateException or OperationCanceledException;

    /// <summary>What storage answered, as a sentence without addresses; null where the exception is none of storage's.</summary>
    public static string? Detail(Exception e)
    {
        var failed = e as RequestFailedException ?? (e as AggregateException)?.InnerExceptions.OfType<RequestFailedException>().FirstOrDefault();
        return failed is null ? (e is AggregateException ? "it does not answer." : null)
            : failed.Status == 0 ? "it does not answer."
            : $"it answers {failed.Status}{(failed.ErrorCode is { } code ? $" ({code})" : "")}.";
    }

    /// <summary>
    /// Whether storage will answer the same for ever. A refused key, a missing container, a conflict or a wait is nothing that the
    /// call itself is to blame for.
    /// </summary>
    public static bool IsRefusal(RequestFailedException e)
    {
        ArgumentNullException.ThrowIfNull(e);
        return e.Status is >= 400 and < 500 and not (401 or 403 or 404 or 408 or 409 or 412 or 429)
            || (e.Status == 409 && Lasting.Contains(e.ErrorCode));
    }
}

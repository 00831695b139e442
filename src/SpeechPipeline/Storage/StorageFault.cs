using Azure;

namespace SpeechPipeline.Storage;

/// <summary>Tells faults of storage from faults in our own code.</summary>
public static class StorageFault
{
    /// <summary>Conflicts that are due to the kind of the blob and do not pass.</summary>
    static readonly string?[] Lasting = ["BlobArchived", "BlobUsesCustomerSpecifiedEncryption", "BlobImmutableDueToPolicy"];

    /// <summary>
    /// Whether a call that nobody cancelled failed at storage: with an error status, with a time-out (which the SDK reports as a
    /// cancellation), or after several tries (which it reports as an <see cref="AggregateException"/>).
    /// </summary>
    public static bool Is(Exception e) => e is RequestFailedException or AggregateException or OperationCanceledException;

    /// <summary>What storage answered, as the end of a sentence, without addresses; null if the exception does not come from storage.</summary>
    public static string? Detail(Exception e)
    {
        var failed = e as RequestFailedException ?? (e as AggregateException)?.InnerExceptions.OfType<RequestFailedException>().FirstOrDefault();
        return failed is null ? (e is AggregateException ? "it does not answer." : null)
            : failed.Status == 0 ? "it does not answer."
            : $"it answers {failed.Status}{(failed.ErrorCode is { } code ? $" ({code})" : "")}.";
    }

    /// <summary>
    /// Whether storage will always give this answer. A refused key, a missing container, a conflict or a request to wait can pass without
    /// a change to the call.
    /// </summary>
    public static bool IsRefusal(RequestFailedException e)
    {
        ArgumentNullException.ThrowIfNull(e);
        return e.Status is >= 400 and < 500 and not (401 or 403 or 404 or 408 or 409 or 412 or 429)
            || (e.Status == 409 && Lasting.Contains(e.ErrorCode));
    }
}

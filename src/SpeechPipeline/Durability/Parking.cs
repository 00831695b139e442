using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging;
using SpeechPipeline.Storage;

namespace SpeechPipeline.Durability;

/// <summary>Keeps messages that cannot be read in the container <c>parked</c>, for a person to look at: <c>{queue}/{message id}</c>.</summary>
public sealed partial class Parking(PipelineStorage storage, ILogger<Parking> logger)
{
    /// <summary>Counting stops at this number.</summary>
    public const int MostCounted = 1_000;

    public async Task ParkAsync(string queue, string messageId, BinaryData body, CancellationToken cancellationToken)
    {
        var name = ParkedName.Of(queue, messageId);
        await storage.Parked.GetBlobClient(name.ToString()).TryCreateAsync(body, "application/octet-stream", metadata: null, cancellationToken);
        Log.Parked(logger, queue, name.Id);
    }

    /// <summary>The number of parked messages, up to 1,000.</summary>
    public async Task<int> CountAsync(CancellationToken cancellationToken) =>
        await ListAsync(after: null, cancellationToken).Take(MostCounted).CountAsync(cancellationToken);

    /// <summary>The messages, sorted by queue and id. Other blobs in the container are ignored.</summary>
    /// <param name="after">The last one of the previous page; null: from the first.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public async IAsyncEnumerable<ParkedMessage> ListAsync(ParkedName? after, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var blob in storage.Parked.GetBlobsAsync(cancellationToken: cancellationToken))
        {
            if (ParkedName.TryParse(blob.Name, out var name) && (after is null || string.CompareOrdinal(blob.Name, $"{after}") > 0))
            {
                yield return new ParkedMessage(name.Queue, name.Id, blob.Properties.ContentLength ?? 0, blob.Properties.CreatedOn ?? blob.Properties.LastModified);
            }
        }
    }

    /// <summary>The message, unchanged; null if there is none with that name.</summary>
    public async Task<BinaryData?> FindAsync(ParkedName name, CancellationToken cancellationToken) =>
        (await storage.Parked.GetBlobClient(name.ToString()).FindContentAsync(cancellationToken))?.Content;

    /// <returns>False if there was none with that name.</returns>
    public async Task<bool> DeleteAsync(ParkedName name, CancellationToken cancellationToken)
    {
        var isDeleted = (await storage.Parked.GetBlobClient(name.ToString()).DeleteIfExistsAsync(cancellationToken: cancellationToken)).Value;
        if (isDeleted)
        {
            Log.Deleted(logger, name.Queue, name.Id);
        }

        return isDeleted;
    }

    static partial class Log
    {
        [LoggerMessage(LogLevel.Error, "A message of {Queue} cannot be read and was parked as {MessageId}")]
        public static partial void Parked(ILogger logger, string queue, string messageId);

        [LoggerMessage(LogLevel.Information, "The parked message {MessageId} of {Queue} was deleted at a caller's request")]
        public static partial void Deleted(ILogger logger, string queue, string messageId);
    }
}

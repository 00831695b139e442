using Microsoft.Extensions.Logging;
using SpeechPipeline.Storage;

namespace SpeechPipeline.Jobs;

/// <summary>Keeps messages that no one can read in the container <c>parked</c>, for a person: <c>{queue}/{message id}</c>.</summary>
public sealed partial class Parking(PipelineStorage storage, ILogger<Parking> logger)
{
    /// <summary>More are not counted one by one.</summary>
    const int MostCounted = 1_000;

    public async Task ParkAsync(string queue, string messageId, BinaryData body, CancellationToken cancellationToken)
    {
        await storage.Parked.GetBlobClient($"{queue}/{messageId}").TryCreateAsync(body, "application/octet-stream", metadata: null, cancellationToken);
        Log.Parked(logger, queue, messageId);
    }

    /// <summary>How many messages wait for a person, up to 1,000.</summary>
    public async Task<int> CountAsync(CancellationToken cancellationToken)
    {
        var count = 0;
        await foreach (var _ in storage.Parked.GetBlobsAsync(cancellationToken: cancellationToken))
        {
            if (++count == MostCounted)
            {
                break;
            }
        }

        return count;
    }

    static partial class Log
    {
        [LoggerMessage(LogLevel.Error, "A message of {Queue} cannot be read and was parked as {MessageId}")]
        public static partial void Parked(ILogger logger, string queue, string messageId);
    }
}

using Azure.Storage.Queues.Models;
using SpeechPipeline.Durability;
using SpeechPipeline.Storage;

namespace SpeechPipeline.Drops;

/// <summary>Reads messages of the queue <c>dropped-files</c>. A message that cannot be read is parked; one about something else has no effect.</summary>
public sealed class DropInbox(Parking parking)
{
    /// <summary>The path of the file that the message announces; null if there is nothing to do.</summary>
    public async Task<string?> ReadAsync(QueueMessage message, CancellationToken cancellationToken)
    {
        if (DropEvent.TryRead(message.Body) is { } announced)
        {
            return announced.Path;
        }

        await parking.ParkAsync(QueueNames.DroppedFiles, message.MessageId, message.Body, cancellationToken);
        return null;
    }
}

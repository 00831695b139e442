using Azure.Storage.Queues.Models;
using Microsoft.Azure.Functions.Worker;
using SpeechPipeline.Drops;
using SpeechPipeline.Storage;

namespace SpeechPipeline.Triggers;

/// <summary>Handles poison messages of dropped files: the file is tried once more, then refused.</summary>
public sealed class HandlePoisonedDroppedFile(DropInbox inbox, DropIntake intake)
{
    [Function(nameof(HandlePoisonedDroppedFile))]
    public async Task RunAsync([QueueTrigger(QueueNames.DroppedFilesPoison)] QueueMessage message, CancellationToken cancellationToken)
    {
        if (await inbox.ReadAsync(message, cancellationToken) is { } path)
        {
            await intake.HandlePoisonAsync(path, cancellationToken);
        }
    }
}

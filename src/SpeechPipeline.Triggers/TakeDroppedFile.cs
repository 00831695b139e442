using Azure.Storage.Queues.Models;
using Microsoft.Azure.Functions.Worker;
using SpeechPipeline.Drops;
using SpeechPipeline.Storage;

namespace SpeechPipeline.Triggers;

/// <summary>Takes in the file of the drop folder that a message of <c>dropped-files</c> announces: Event Grid's, or the sweep's.</summary>
public sealed class TakeDroppedFile(DropInbox inbox, DropIntake intake)
{
    [Function(nameof(TakeDroppedFile))]
    public async Task RunAsync([QueueTrigger(QueueNames.DroppedFiles)] QueueMessage message, CancellationToken cancellationToken)
    {
        if (await inbox.ReadAsync(message, cancellationToken) is { } path)
        {
            await intake.TakeAsync(path, cancellationToken);
        }
    }
}

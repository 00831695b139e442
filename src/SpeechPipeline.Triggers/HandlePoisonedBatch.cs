using Azure.Storage.Queues.Models;
using Microsoft.Azure.Functions.Worker;
using SpeechPipeline.Batches;
using SpeechPipeline.Durability;
using SpeechPipeline.Storage;

namespace SpeechPipeline.Triggers;

/// <summary>Looks after batches whose message the host gave up: one that was never read fails, any other is the sweep's.</summary>
public sealed class HandlePoisonedBatch(WorkQueue<BatchMessage> queue, BatchRunner runner)
{
    [Function(nameof(HandlePoisonedBatch))]
    public async Task RunAsync([QueueTrigger(QueueNames.SpeechBatchesPoison)] QueueMessage message, CancellationToken cancellationToken)
    {
        if (await queue.ReadAsync(message, cancellationToken) is { } batch)
        {
            await runner.GiveUpAsync(batch, cancellationToken);
        }
    }
}

using Azure.Storage.Queues.Models;
using Microsoft.Azure.Functions.Worker;
using SpeechPipeline.Batches;
using SpeechPipeline.Durability;
using SpeechPipeline.Storage;

namespace SpeechPipeline.Triggers;

/// <summary>Handles poison messages of batches: a batch that was never read fails; the sweep continues any other.</summary>
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

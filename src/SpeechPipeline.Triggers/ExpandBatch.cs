using Azure.Storage.Queues.Models;
using Microsoft.Azure.Functions.Worker;
using SpeechPipeline.Batches;
using SpeechPipeline.Durability;
using SpeechPipeline.Storage;

namespace SpeechPipeline.Triggers;

/// <summary>Advances the batch that a message of <c>speech-batches</c> names.</summary>
public sealed class ExpandBatch(WorkQueue<BatchMessage> queue, BatchRunner runner)
{
    [Function(nameof(ExpandBatch))]
    public async Task RunAsync([QueueTrigger(QueueNames.SpeechBatches)] QueueMessage message, CancellationToken cancellationToken)
    {
        if (await queue.ReadAsync(message, cancellationToken) is { } batch)
        {
            await runner.RunAsync(batch, cancellationToken);
        }
    }
}

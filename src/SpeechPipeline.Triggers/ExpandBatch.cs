using Azure.Storage.Queues.Models;
using Microsoft.Azure.Functions.Worker;
using SpeechPipeline.Batches;
using SpeechPipeline.Durability;
using SpeechPipeline.Storage;

namespace SpeechPipeline.Triggers;

/// <summary>Gets the batch on that a message of <c>speech-batches</c> names.</summary>
public sealed class ExpandBatch(QueueInbox inbox, BatchRunner runner)
{
    [Function(nameof(ExpandBatch))]
    public async Task RunAsync([QueueTrigger(QueueNames.SpeechBatches)] QueueMessage message, CancellationToken cancellationToken)
    {
        if (await inbox.ReadBatchAsync(message, cancellationToken) is { } batch)
        {
            await runner.RunAsync(batch, cancellationToken);
        }
    }
}

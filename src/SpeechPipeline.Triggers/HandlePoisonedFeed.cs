using Azure.Storage.Queues.Models;
using Microsoft.Azure.Functions.Worker;
using SpeechPipeline.Durability;
using SpeechPipeline.Shows;
using SpeechPipeline.Storage;

namespace SpeechPipeline.Triggers;

/// <summary>Looks after feeds whose message the host gave up: tried again for a while, else kept for a person.</summary>
public sealed class HandlePoisonedFeed(WorkQueue<FeedMessage> queue, PoisonedFeed poisoned)
{
    [Function(nameof(HandlePoisonedFeed))]
    public async Task RunAsync([QueueTrigger(QueueNames.ShowFeedsPoison)] QueueMessage message, CancellationToken cancellationToken)
    {
        if (await queue.ReadAsync(message, cancellationToken) is { } asked)
        {
            await poisoned.HandleAsync(asked, message, cancellationToken);
        }
    }
}

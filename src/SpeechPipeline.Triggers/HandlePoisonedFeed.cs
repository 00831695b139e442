using Azure.Storage.Queues.Models;
using Microsoft.Azure.Functions.Worker;
using SpeechPipeline.Durability;
using SpeechPipeline.Shows;
using SpeechPipeline.Storage;

namespace SpeechPipeline.Triggers;

/// <summary>Handles poison messages of feeds: retried for a while, then parked for a person.</summary>
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

using Azure.Storage.Queues.Models;
using Microsoft.Azure.Functions.Worker;
using SpeechPipeline.Jobs;
using SpeechPipeline.Shows;
using SpeechPipeline.Storage;

namespace SpeechPipeline.Triggers;

/// <summary>Looks after feeds whose message the host gave up: tried again for a while, else kept for a person.</summary>
public sealed class RescueFeed(QueueInbox inbox, FeedRescue rescue)
{
    [Function(nameof(RescueFeed))]
    public async Task RunAsync([QueueTrigger(QueueNames.ShowFeedsPoison)] QueueMessage message, CancellationToken cancellationToken)
    {
        if (await inbox.ReadFeedAsync(message, cancellationToken) is { } asked)
        {
            await rescue.RescueAsync(asked, message, cancellationToken);
        }
    }
}

using Azure.Storage.Queues.Models;
using Microsoft.Azure.Functions.Worker;
using SpeechPipeline.Durability;
using SpeechPipeline.Requests;
using SpeechPipeline.Shows;
using SpeechPipeline.Storage;

namespace SpeechPipeline.Triggers;

/// <summary>Makes the feed of the show that a message of <c>show-feeds</c> names.</summary>
public sealed class MakeFeed(WorkQueue<FeedMessage> queue, ShowFeed feed)
{
    [Function(nameof(MakeFeed))]
    public async Task RunAsync([QueueTrigger(QueueNames.ShowFeeds)] QueueMessage message, CancellationToken cancellationToken)
    {
        if (await queue.ReadAsync(message, cancellationToken) is { } asked)
        {
            await feed.RebuildAsync(ShowName.Parse(asked.Show), cancellationToken);
        }
    }
}

using Azure.Storage.Queues.Models;
using SpeechPipeline.Durability;
using SpeechPipeline.Storage;

namespace SpeechPipeline.Shows;

/// <summary>
/// Looks after feeds whose message failed so often that the queue gave it up: put back, a minute later each time; one that is
/// never made is parked for a person, and asked for again by the show's next episode.
/// </summary>
public sealed class PoisonedFeed(PipelineStorage storage, Parking parking)
{
    /// <summary>After these, some 50 tries over ten minutes.</summary>
    const int MostRounds = 10;

    static readonly TimeSpan Wait = TimeSpan.FromMinutes(1);
    static readonly TimeSpan Unlimited = TimeSpan.FromSeconds(-1);

    /// <param name="feed">What the message says.</param>
    /// <param name="message">The message as it came.</param>
    /// <param name="cancellationToken">Gives up; the message will come again.</param>
    public Task HandleAsync(FeedMessage feed, QueueMessage message, CancellationToken cancellationToken) => feed.Round < MostRounds
        ? storage.Queue(QueueNames.ShowFeeds).SendMessageAsync(PipelineJson.Text(feed with { Round = feed.Round + 1 }), Wait, Unlimited, cancellationToken)
        : parking.ParkAsync(QueueNames.ShowFeeds, message.MessageId, message.Body, cancellationToken);
}

using Azure.Storage.Queues.Models;
using SpeechPipeline.Durability;

namespace SpeechPipeline.Shows;

/// <summary>
/// Looks after feeds whose message failed so often that the queue gave it up: put back, a minute later each time; one that is
/// never made is parked for a person, and asked for again by the show's next episode.
/// </summary>
public sealed class PoisonedFeed(WorkQueue<FeedMessage> queue)
{
    /// <summary>After these, some 50 tries over ten minutes.</summary>
    static readonly RetrySchedule Waits = new([.. Enumerable.Repeat(TimeSpan.FromMinutes(1), 10)]);

    /// <param name="feed">What the message says.</param>
    /// <param name="message">The message as it came.</param>
    /// <param name="cancellationToken">Gives up; the message will come again.</param>
    public Task HandleAsync(FeedMessage feed, QueueMessage message, CancellationToken cancellationToken) =>
        Waits.DelayAfter(feed.Round + 1) is { } wait
            ? queue.SendAsync(feed with { Round = feed.Round + 1 }, wait, cancellationToken)
            : queue.ParkAsync(message, cancellationToken);
}

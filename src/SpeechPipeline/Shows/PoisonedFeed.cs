using Azure.Storage.Queues.Models;
using SpeechPipeline.Durability;

namespace SpeechPipeline.Shows;

/// <summary>
/// Handles feeds whose message became poison: the message is sent again, a minute later each time. After the last try it is
/// parked for a person; the show's next episode requests the feed again.
/// </summary>
public sealed class PoisonedFeed(WorkQueue<FeedMessage> queue)
{
    /// <summary>The waits before each round: some 50 tries over ten minutes.</summary>
    static readonly RetrySchedule Waits = new([.. Enumerable.Repeat(TimeSpan.FromMinutes(1), 10)]);

    /// <param name="feed">The content of the message.</param>
    /// <param name="message">The message as received.</param>
    /// <param name="cancellationToken">Cancels the call; the message will come again.</param>
    public Task HandleAsync(FeedMessage feed, QueueMessage message, CancellationToken cancellationToken) =>
        Waits.DelayAfter(feed.Round + 1) is { } wait
            ? queue.SendAsync(feed with { Round = feed.Round + 1 }, wait, cancellationToken)
            : queue.ParkAsync(message, cancellationToken);
}

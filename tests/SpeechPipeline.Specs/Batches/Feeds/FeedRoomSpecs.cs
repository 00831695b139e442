using SpeechPipeline.Batches;
using SpeechPipeline.Requests;
using SpeechPipeline.Specs.Normalization;

namespace SpeechPipeline.Specs.Batches.Feeds;

/// <summary>A feed that arrives takes its part of the memory that all bodies have together.</summary>
[Collection(nameof(MeasuredAlone))]
public sealed class FeedRoomSpecs : BatchFixture
{
    [Fact]
    public async Task A_feed_for_which_there_is_no_memory_now_is_not_read_and_nothing_of_it_is_kept()
    {
        var feed = FeedReadingOf.Rss("<item><title>One</title><description>First.</description></item>");
        var taken = 0L;
        using (var others = new BodyRoom.Lease())
        {
            // All that is left.
            for (var more = BodyRoom.MostBytes; more > 0; more /= 2)
            {
                taken += others.TryGrowTo(taken + more) ? more : 0;
            }

            await Assert.ThrowsAsync<NoRoomException>(() => StoreAsync(BatchId.New(TimeProvider.System), BatchKind.Feed, feed, ""));
            Assert.Empty(Fixture.Storage.Batches.GetBlobs(cancellationToken: Cancellation));
        }

        Assert.NotNull((await StoreAsync(BatchId.New(TimeProvider.System), BatchKind.Feed, feed, "")).Envelope);
        using var all = new BodyRoom.Lease();
        Assert.True(all.TryGrowTo(taken));
    }
}

using System.Text.Json;
using Microsoft.Extensions.Logging;
using SpeechPipeline.Batches.Feeds;
using SpeechPipeline.Requests;
using SpeechPipeline.Sources;
using SpeechPipeline.Text;

namespace SpeechPipeline.Batches;

/// <summary>
/// Makes the items of a batch whose source is a feed, or what names feeds: a list in OPML, whose feeds are all read, or a page, whose feed is.
/// What a feed names is not followed further: a page leads to a feed, a list to feeds and pages, and that is all.
/// </summary>
public sealed partial class FeedReading(BatchFolder folder, SourceFetch sources, TimeProvider time, ILogger<FeedReading> logger)
{
    const int FetchedAtOnce = 4;
    const int LongestAddress = 200;

    /// <summary>The most bytes of the jobs of a feed, or of all feeds of a list together: as of any batch.</summary>
    internal long MostBytes { get; init; } = BodyRoom.LargestBody;

    /// <param name="batch">The batch.</param>
    /// <param name="envelope">What it says of itself.</param>
    /// <param name="until">When to stop, with the rest of a list left for the next message.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>Null when the items are there.</returns>
    public async Task<BatchReadingOutcome?> MakeItemsAsync(BatchRow batch, BatchEnvelope envelope, DateTimeOffset until, CancellationToken cancellationToken)
    {
        var id = BatchId.Parse(batch.PartitionKey);
        try
        {
            var (had, notHad) = await FollowAsync(
                id, envelope.FeedUrl is { } url ? await FetchAsync(id, url, cancellationToken) : (await StoredAsync(id, envelope.Charset, cancellationToken), null), cancellationToken);
            if (notHad is not null)
            {
                return notHad is SourceOutcome.Wait wait
                    ? new BatchReadingOutcome.Wait(wait.Reason, wait.Until)
                    : new BatchReadingOutcome.Impossible("feed_unavailable", ((SourceOutcome.Refused)notHad).Message);
            }

            if (had!.Source is FeedSource.List list)
            {
                return await MakeOfListAsync(batch, envelope, list.Feeds, until, cancellationToken);
            }

            var items = Lines(id, envelope, had, isOneOfSeveral: false);
            if (items.IsEmpty)
            {
                return new BatchReadingOutcome.Impossible("feed_unusable", "The feed has no entries.");
            }

            await folder.WriteFeedItemsAsync(id, BinaryData.FromBytes(items), cancellationToken);
            return null;
        }
        catch (BatchFormatException e)
        {
            return new BatchReadingOutcome.Impossible("feed_unusable", $"The feed {e.Problem.Detail}");
        }
    }

    async Task<Had> StoredAsync(BatchId id, string? charset, CancellationToken cancellationToken)
    {
        await using var stored = await folder.OpenSourceAsync(id, cancellationToken);
        var bytes = Syndication.Bytes(stored);
        return new Had(FeedFault.Refusing(id, logger, () => FeedSource.Of(bytes, charset, address: null)), null);
    }

    async Task<(Had? Had, SourceOutcome? NotHad)> FetchAsync(BatchId id, string url, CancellationToken cancellationToken) => await sources.FetchFeedAsync(url, cancellationToken) switch
    {
        SourceOutcome.Found { Source: var found } => (
            new Had(FeedFault.Refusing(id, logger, () => FeedSource.Of(found.Content.ToMemory().Span, found.Charset, found.Address)), found.Address), null),
        // A batch shows what it waits for.
        SourceOutcome.Wait wait => (null, wait with { Reason = $"The feed {Named(url)} cannot be had now. {wait.Reason}" }),
        var refused => (null, refused),
    };

    /// <summary>A page leads to the feed that it names, and no further.</summary>
    async Task<(Had? Had, SourceOutcome? NotHad)> FollowAsync(BatchId id, (Had? Had, SourceOutcome? NotHad) first, CancellationToken cancellationToken)
    {
        if (first.Had?.Source is not FeedSource.Page page)
        {
            return first;
        }

        var next = await FetchAsync(id, page.Feed, cancellationToken);
        return next.Had?.Source is FeedSource.List
            ? throw new BatchFormatException("#", $"is a web page whose feed, {Named(page.Feed)}, is a list of feeds. Give the address of the list as feed_url.")
            : next;
    }

    /// <summary>Reads the feeds of a list. What is read of one is kept, so that a wait for another reads no feed twice.</summary>
    async Task<BatchReadingOutcome?> MakeOfListAsync(BatchRow batch, BatchEnvelope envelope, IReadOnlyList<string> feeds, DateTimeOffset until, CancellationToken cancellationToken)
    {
        var id = BatchId.Parse(batch.PartitionKey);
        var waits = new SourceOutcome.Wait?[feeds.Count];
        var isDone = true;
        await Parallel.ForAsync(0, feeds.Count, new ParallelOptions { MaxDegreeOfParallelism = FetchedAtOnce, CancellationToken = cancellationToken }, async (i, token) =>
        {
            if (await folder.HasFeedPartAsync(id, feeds[i], token))
            {
                return;
            }

            if (time.GetUtcNow() >= until)
            {
                isDone = false;
                return;
            }

            var (part, wait) = await PartAsync(id, envelope, feeds[i], token);
            if (wait is not null && batch.MayWait)
            {
                waits[i] = wait;
                return;
            }

            await folder.WriteFeedPartAsync(id, feeds[i], BinaryData.FromBytes(part), token);
        });
        return Array.Find(waits, wait => wait is not null) is { } first ? new BatchReadingOutcome.Wait(first.Reason, first.Until)
            : isDone ? await JoinAsync(id, feeds, cancellationToken)
            : new BatchReadingOutcome.Unfinished();
    }

    // A feed that cannot be read is one item of the batch, which says so.
    async Task<(ReadOnlyMemory<byte> Part, SourceOutcome.Wait? Wait)> PartAsync(BatchId id, BatchEnvelope envelope, string feed, CancellationToken cancellationToken)
    {
        try
        {
            var (had, notHad) = await FollowAsync(id, await FetchAsync(id, feed, cancellationToken), cancellationToken);
            return had is not null ? (Lines(id, envelope, had, isOneOfSeveral: true), null)
                : notHad is SourceOutcome.Wait wait ? (Problem(feed, wait.Reason), wait)
                : (Problem(feed, ((SourceOutcome.Refused)notHad!).Message), null);
        }
        catch (BatchFormatException e)
        {
            return (Problem(feed, $"It {e.Problem.Detail}"), null);
        }
    }

    async Task<BatchReadingOutcome?> JoinAsync(BatchId id, IReadOnlyList<string> feeds, CancellationToken cancellationToken)
    {
        using var items = new MemoryStream();
        foreach (var feed in feeds)
        {
            var part = await folder.ReadFeedPartAsync(id, feed, cancellationToken);
            if (items.Length + part.ToMemory().Length > MostBytes)
            {
                throw new BatchFormatException("#", $"is a list whose feeds have more than {MostBytes / (1024 * 1024)} MiB together. Part it, and submit each part by itself.");
            }

            items.Write(part.ToMemory().Span);
        }

        var all = items.GetBuffer().AsMemory(0, (int)items.Length);
        var count = all.Span.Count((byte)'\n');
        if (count is 0 or > BatchIntake.MostItems)
        {
            throw new BatchFormatException("#", count == 0 ? "is a list of feeds that have no entries." : $"is a list whose feeds have {count} entries together; at most {BatchIntake.MostItems} are allowed. Part it, and submit each part by itself.");
        }

        await folder.WriteFeedItemsAsync(id, BinaryData.FromBytes(all), cancellationToken);
        return null;
    }

    ReadOnlyMemory<byte> Lines(BatchId id, BatchEnvelope envelope, Had feed, bool isOneOfSeveral) => FeedFault.Refusing(id, logger, () =>
    {
        var hasLanguage = envelope.Defaults is { ValueKind: JsonValueKind.Object } defaults && defaults.TryGetProperty("language", out _);
        using var lines = new MemoryStream();
        foreach (var entry in Syndication.Jobs(feed.Source, feed.Address, isOneOfSeveral, hasLanguage,
            (entry, fault) => Log.EntryFailed(logger, id.ToString(), entry, fault.Id, fault.Where)))
        {
            if (lines.Length + entry.Length >= MostBytes)
            {
                throw new BatchFormatException("#", $"has entries that make jobs of more than {MostBytes / (1024 * 1024)} MiB together. Send them as NDJSON, in several batches.");
            }

            lines.Write(entry);
            lines.WriteByte((byte)'\n');
        }

        return lines.GetBuffer().AsMemory(0, (int)lines.Length);
    });

    static ReadOnlyMemory<byte> Problem(string feed, string why) =>
        JsonSerializer.SerializeToUtf8Bytes(FeedEntryProblem.Of($"stands for the feed {Named(feed)}, which cannot be read: {why}")).Append((byte)'\n').ToArray();

    static string Named(string address) => TextCut.At(address, LongestAddress);

    /// <param name="Source">What came.</param>
    /// <param name="Address">Where it came from; null where it came with the request.</param>
    sealed record Had(FeedSource Source, Uri? Address);

    static partial class Log
    {
        [LoggerMessage(LogLevel.Error, "Batch {Batch}: entry {Entry} of its feed could not be read, fault {Fault}: {Where}")]
        public static partial void EntryFailed(ILogger logger, string batch, int entry, string fault, string where);
    }
}

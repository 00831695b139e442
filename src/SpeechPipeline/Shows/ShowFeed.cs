using System.Net;
using System.Security.Cryptography;
using System.Text;
using Azure;
using Azure.Data.Tables;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using SpeechPipeline.Durability;
using SpeechPipeline.Requests;
using SpeechPipeline.Storage;

namespace SpeechPipeline.Shows;

/// <summary>
/// The feeds, <c>shows/{show}/feed.xml</c>. A feed is always rebuilt from all rows of its show. If two processes rebuild it at once,
/// the one with the older rows fails, because each reads the rows after the feed that it replaces.
/// </summary>
public sealed partial class ShowFeed(
    PipelineStorage storage, ShowStore shows, EpisodeTokens tokens, WorkQueue<FeedMessage> queue, IOptions<ShowOptions> options, TimeProvider time, ILogger<ShowFeed> logger)
{
    public const string ContentType = "application/rss+xml; charset=utf-8";

    const string StateOf = "state";
    const string EpisodesOf = "episodes";
    const string TokensOf = "tokens";

    /// <summary>How many rows one message handles: a few seconds' work.</summary>
    const int Slice = 500;


    readonly Debounce _wishes = new(time, options.Value.RebuildDelay);

    /// <summary>Requests the feed after a change that is written already. Many changes in quick succession cause one rebuild.</summary>
    public Task AskAsync(ShowName show, CancellationToken cancellationToken) =>
        _wishes.AskAsync(show.ToString(), delay => queue.SendAsync(FeedMessage.For(show), delay, CancellationToken.None)).WaitAsync(cancellationToken);

    /// <summary>Requests the feed at once, after a person's change.</summary>
    public Task AskNowAsync(ShowName show, CancellationToken cancellationToken) => queue.SendAsync(FeedMessage.For(show), delay: null, cancellationToken);

    /// <summary>
    /// Rebuilds the feed, unless it is up to date. Pending changes to the rows come first: new tokens, and the mark of replaced
    /// episodes. If there are many, this message does a part and sends another for the rest.
    /// </summary>
    public async Task RebuildAsync(ShowName show, CancellationToken cancellationToken)
    {
        while (true)
        {
            // The order matters: the ETag of the feed to replace is read before the rows.
            var made = await Blob(show).FindPropertiesAsync(cancellationToken);
            var (row, rows, changedAt, state) = await ReadAsync(show, cancellationToken);
            if (row is null || made?.Metadata.TryGetValue(StateOf, out var before) == true && before == state)
            {
                return;
            }

            var replaced = FeedOrder.Replaced(rows).ToList();
            replaced.ForEach(episode => episode.IsRemoved = episode.IsReplaced = true);
            if (replaced.Union(rows.Where(episode => EpisodeTokens.IsOwed(row, episode))).ToList() is { Count: > 0 } owed)
            {
                await tokens.RenewAsync(row, owed.Take(Slice), cancellationToken);
                if (owed.Count > Slice)
                {
                    await AskNowAsync(show, cancellationToken);
                    return;
                }

                continue;
            }

            var episodes = FeedOrder.Of(row.Settings, rows);
            using var content = PodcastFeed.Write(row, episodes, changedAt);
            if (await TryWriteAsync(row, content, state, episodes.Count, made?.ETag, cancellationToken))
            {
                Log.Made(logger, show.ToString(), episodes.Count, content.Length);
                return;
            }
        }
    }

    /// <summary>How many episodes the feed has, and when it was made; null if it is not made yet.</summary>
    public async Task<FeedFacts?> FactsAsync(ShowName show, CancellationToken cancellationToken) =>
        await Blob(show).FindPropertiesAsync(cancellationToken) is { } properties
            ? new FeedFacts(int.Parse(properties.Metadata[EpisodesOf], System.Globalization.CultureInfo.InvariantCulture), properties.LastModified)
            : null;

    /// <summary>Whether the feed, as it was last made, has that episode.</summary>
    public async Task<bool> HasAsync(ShowName show, JobId job, CancellationToken cancellationToken) =>
        await Blob(show).FindContentAsync(cancellationToken) is { } made
        && made.Content.ToMemory().Span.IndexOf(Encoding.UTF8.GetBytes($"/{job}/")) >= 0;

    /// <summary>Opens the feed for a reader who is allowed to read it.</summary>
    /// <param name="show">The show as read when access was checked: a feed made for earlier tokens is not returned.</param>
    /// <param name="known">The ETag of the feed that the reader has; null if not stated.</param>
    /// <param name="knownSince">The time of the reader's copy; ignored if <paramref name="known"/> is given.</param>
    /// <returns>Null if it is not made yet, or not rebuilt since the tokens were renewed.</returns>
    public async Task<FeedContent?> OpenAsync(ShowRow show, ETag? known, DateTimeOffset? knownSince, CancellationToken cancellationToken)
    {
        try
        {
            var conditions = new BlobRequestConditions { IfNoneMatch = known, IfModifiedSince = known is null ? knownSince : null };
            var answer = await Blob(ShowName.Parse(show.PartitionKey)).DownloadStreamingAsync(new BlobDownloadOptions { Conditions = conditions }, cancellationToken);
            if (answer.GetRawResponse() is { Status: (int)HttpStatusCode.NotModified } unchanged)
            {
                return new FeedContent(null, unchanged.Headers.ETag ?? known ?? default, null);
            }

            // A feed without this metadata is older than the counting of tokens, so its tokens were never renewed.
            if ((answer.Value.Details.Metadata.TryGetValue(TokensOf, out var made) ? made : "0") == $"{show.TokenGeneration}")
            {
                return new FeedContent(answer.Value.Content, answer.Value.Details.ETag, answer.Value.Details.LastModified);
            }

            await answer.Value.Content.DisposeAsync();
            return null;
        }
        catch (RequestFailedException e) when (e.Status == (int)HttpStatusCode.NotFound)
        {
            return null;
        }
    }

    /// <summary>
    /// Reads all rows of a show. The state is a hash of their versions, with tombstones: different states never have the same hash, so a feed of
    /// the same state need not be written, and one of another state always is, even if its text is the same. The show's own row sorts
    /// last, so it is never older than the changes to its episodes that it caused.
    /// </summary>
    async Task<(ShowRow? Show, List<EpisodeRow> Rows, DateTimeOffset ChangedAt, string State)> ReadAsync(ShowName name, CancellationToken cancellationToken)
    {
        var (show, rows, changedAt) = ((ShowRow?)null, new List<EpisodeRow>(), DateTimeOffset.UnixEpoch);
        using var state = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        state.AppendData([PodcastFeed.Version]);
        var partition = name.ToString();
        await foreach (var entity in storage.ShowTable.QueryAsync<TableEntity>(row => row.PartitionKey == partition, cancellationToken: cancellationToken))
        {
            state.AppendData(Encoding.UTF8.GetBytes($"{entity.RowKey} {entity.ETag} {entity.GetBoolean(nameof(EpisodeRow.IsRemoved))}\n"));
            var changed = entity.GetDateTimeOffset(nameof(EpisodeRow.ChangedAt)) ?? default;
            changedAt = changed > changedAt ? changed : changedAt;
            if (entity.RowKey == ShowRow.Key)
            {
                show = shows.Placed(entity.As<ShowRow>());
                state.AppendData(Encoding.UTF8.GetBytes(show.BaseAddress));
            }
            else
            {
                rows.Add(entity.As<EpisodeRow>());
            }
        }

        return (show, rows, changedAt, Convert.ToHexStringLower(state.GetHashAndReset()));
    }

    async Task<bool> TryWriteAsync(ShowRow show, Stream content, string state, int episodes, ETag? replaced, CancellationToken cancellationToken)
    {
        try
        {
            await Blob(ShowName.Parse(show.PartitionKey)).UploadAsync(content, new BlobUploadOptions
            {
                Conditions = replaced is { } etag ? new BlobRequestConditions { IfMatch = etag } : new BlobRequestConditions { IfNoneMatch = ETag.All },
                HttpHeaders = new BlobHttpHeaders { ContentType = ContentType },
                Metadata = new Dictionary<string, string>(StringComparer.Ordinal) { [StateOf] = state, [EpisodesOf] = $"{episodes}", [TokensOf] = $"{show.TokenGeneration}" },
            }, cancellationToken);
            return true;
        }
        catch (RequestFailedException e) when (e.Status is (int)HttpStatusCode.PreconditionFailed or (int)HttpStatusCode.Conflict)
        {
            // Someone else wrote first, or the answer to our own write was lost: the current feed shows which.
            return false;
        }
    }

    BlobClient Blob(ShowName show) => storage.Shows.GetBlobClient($"{show}/feed.xml");

    static partial class Log
    {
        [LoggerMessage(LogLevel.Information, "Show {Show}: the feed was rebuilt: {Episodes} episodes, {Bytes} bytes")]
        public static partial void Made(ILogger logger, string show, int episodes, long bytes);
    }
}

/// <summary>The data of a finished feed.</summary>
public sealed record FeedFacts(int Episodes, DateTimeOffset UpdatedAt);

/// <summary>A feed as sent to a reader.</summary>
/// <param name="Content">Its bytes, to be disposed; null if the reader has them already.</param>
/// <param name="ETag">Changes each time the feed is made.</param>
/// <param name="UpdatedAt">When it was made; null if the reader has it already.</param>
public sealed record FeedContent(Stream? Content, ETag ETag, DateTimeOffset? UpdatedAt);

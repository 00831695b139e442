using System.Text.Json;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using SpeechPipeline.Batches.Feeds;
using SpeechPipeline.Durability;
using SpeechPipeline.Jobs;
using SpeechPipeline.Outbound;
using SpeechPipeline.Requests;
using SpeechPipeline.Storage;
using SpeechPipeline.Webhooks;

namespace SpeechPipeline.Batches;

/// <summary>
/// Accepts a batch: its source is stored while it arrives, and checked for problems that make all of it unusable.
/// <see cref="BatchReading"/> reads its items later.
/// </summary>
public sealed partial class BatchIntake(
    BatchStore store,
    BatchFolder folder,
    BatchItemReader items,
    Acceptance<BatchRow, BatchMessage> acceptance,
    IOptions<OutboundOptions> outbound,
    TimeProvider time,
    ILogger<BatchIntake> logger)
{
    public const int MostItems = 10_000;

    // Its bytes, once more while they arrive, and as text, once more while that is read.
    const long MemoryOfFeed = 6;

    /// <summary>Stores the source of a batch and checks it.</summary>
    /// <param name="id">The id of the batch.</param>
    /// <param name="kind">The kind of the source.</param>
    /// <param name="charset">How a feed is encoded, as its Content-Type says; null: it says nothing.</param>
    /// <param name="source">The body, read once.</param>
    /// <param name="query">The batch's fields and the items' defaults, for a source that has no place for them.</param>
    /// <param name="cancellationToken">The caller has gone.</param>
    /// <returns>The batch's envelope; or the problems, and then nothing is left of it.</returns>
    /// <exception cref="NoRoomException">It is a feed, and there is no memory for it now; nothing is left of it.</exception>
    public async Task<(BatchEnvelope? Envelope, IReadOnlyList<FieldProblem> Problems)> StoreAsync(
        BatchId id, BatchKind kind, string? charset, Stream source, JsonElement query, CancellationToken cancellationToken)
    {
        await folder.WriteSourceAsync(id, source, cancellationToken);
        var problems = new List<FieldProblem>();
        BatchEnvelope? envelope = null;
        try
        {
            await using var stored = await folder.OpenSourceAsync(id, cancellationToken);
            if (kind == BatchKind.Json)
            {
                // Most servers and callers say JSON of a feed in JSON; it says itself what it is.
                kind = await JsonFeed.IsFeedAsync(stored, cancellationToken) ? BatchKind.Feed : BatchKind.Json;
                stored.Position = 0;
            }

            var read = await LookThroughAsync(id, kind, charset, stored, query, problems, cancellationToken);
            envelope = problems.Count == 0 ? read : null;
        }
        catch (BatchFormatException e)
        {
            problems.Add(e.Problem);
        }
        finally
        {
            if (envelope is null)
            {
                await folder.DeleteSourceAsync(id, CancellationToken.None);
            }
        }

        return (envelope, problems);
    }

    /// <summary>Deletes the stored source of a batch that is not accepted.</summary>
    public Task DiscardAsync(BatchId id, CancellationToken cancellationToken) => folder.DeleteSourceAsync(id, cancellationToken);

    /// <summary>Accepts a stored batch. If a batch with that id exists already, it is returned instead.</summary>
    /// <param name="stored">The id under which its source is stored.</param>
    /// <param name="id">The id of the batch: the same, unless an idempotency key has another.</param>
    /// <param name="envelope">The batch's own fields.</param>
    /// <param name="address">The address at which callers reach the pipeline, with the route prefix, without a slash at the end.</param>
    /// <param name="origin">What began it.</param>
    /// <param name="cancellationToken">Cancelled when the caller disconnects; has no effect once the batch exists.</param>
    public async Task<BatchRow> AcceptAsync(BatchId stored, BatchId id, BatchEnvelope envelope, string address, Origin origin, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(envelope);
        if (stored != id)
        {
            // A repeated request. Its source is needed only if a crash came between the key and the batch.
            if (await store.FindAsync(id, cancellationToken) is null)
            {
                await using var source = await folder.OpenSourceAsync(stored, cancellationToken);
                await folder.WriteSourceAsync(id, source, cancellationToken);
            }

            await folder.DeleteSourceAsync(stored, cancellationToken);
        }

        if (await store.FindAsync(id, cancellationToken) is { } accepted)
        {
            return accepted;
        }

        var now = time.GetUtcNow();
        var row = new BatchRow
        {
            PartitionKey = id.ToString(),
            Kind = envelope.Kind.ToString(),
            CreatedAt = now,
            Webhook = envelope.Webhook,
            WebhookEvents = WebhookEvent.Listed(envelope.WebhookEvents),
            Metadata = envelope.Metadata is null ? null : PipelineJson.Text(envelope.Metadata),
            MaxCostUsd = (double?)envelope.MaxCostUsd,
            DryRun = envelope.DryRun,
            BaseAddress = address,
            Origin = origin,
        };

        await folder.WriteEnvelopeAsync(id, envelope, cancellationToken);
        var (batch, isNew) = await acceptance.AcceptAsync(row, BatchMessage.For(row.PartitionKey), cancellationToken);
        if (isNew)
        {
            Log.Accepted(logger, batch.PartitionKey, envelope.Kind);
        }

        return batch;
    }

    int CountFeed(BatchId id, string? charset, Stream stored)
    {
        using var room = new BodyRoom.Lease();
        if (!room.TryGrowTo(MemoryOfFeed * Math.Min(stored.Length, FeedSource.MostBytes)))
        {
            throw new NoRoomException();
        }

        var bytes = Syndication.Bytes(stored);
        return FeedFault.Refusing(id, logger, () => Syndication.Count(FeedSource.Of(bytes, charset, address: null)));
    }

    async Task<BatchEnvelope> LookThroughAsync(
        BatchId id, BatchKind kind, string? charset, Stream stored, JsonElement query, List<FieldProblem> problems, CancellationToken cancellationToken)
    {
        var (count, fields, root) = (0, query, "?");
        if (kind == BatchKind.Json)
        {
            var json = new JsonItems(stored);
            count = await json.ReadAsync(cancellationToken).CountAsync(cancellationToken);
            (fields, root) = (JsonSerializer.SerializeToElement(json.Fields), "#/");
            foreach (var parameter in query.EnumerateObject())
            {
                problems.Add(new FieldProblem($"?{parameter.Name}", "is in the query; a batch in JSON must have its fields in the body."));
            }

            var hasFeed = json.Fields.TryGetValue("feed_url", out var feed) && feed.ValueKind != JsonValueKind.Null;
            if (json.HasItems == hasFeed)
            {
                problems.Add(new FieldProblem("#/items", hasFeed ? "is given together with feed_url; exactly one of the two is allowed." : "is missing; exactly one of items and feed_url must be given."));
            }

            count = hasFeed ? 1 : count;
        }
        else
        {
            count = kind == BatchKind.Feed ? CountFeed(id, charset, stored) : await NdjsonItems.ReadAsync(stored, cancellationToken).CountAsync(cancellationToken);
        }

        if (problems.Count == 0 && count is 0 or > MostItems)
        {
            problems.Add(new FieldProblem(kind == BatchKind.Json ? "#/items" : "#", $"has {count} items; 1 to {MostItems} are allowed."));
        }

        var envelope = BatchEnvelope.Read(kind, fields, root, outbound.Value, problems);
        if (problems.Count == 0 && envelope.Defaults is { } defaults)
        {
            problems.AddRange(items.ProblemsOf(defaults, kind == BatchKind.Json ? "#/defaults/" : "?"));
        }

        return envelope with { Charset = kind == BatchKind.Feed ? charset : null };
    }

    static partial class Log
    {
        [LoggerMessage(LogLevel.Information, "Batch {Batch} accepted: {Kind}")]
        public static partial void Accepted(ILogger logger, string batch, BatchKind kind);
    }
}

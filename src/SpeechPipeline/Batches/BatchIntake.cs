using System.Text.Json;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using SpeechPipeline.Batches.Feeds;
using SpeechPipeline.Durability;
using SpeechPipeline.Jobs;
using SpeechPipeline.Outbound;
using SpeechPipeline.Requests;
using SpeechPipeline.Storage;

namespace SpeechPipeline.Batches;

/// <summary>
/// Takes a batch: its source is stored as it comes in, looked through from end to end for what makes the whole of it unusable, and
/// accepted. Its items are read by <see cref="BatchReading"/>.
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

    /// <summary>Stores what a batch is made of, and says what is wrong with it.</summary>
    /// <param name="id">The batch's.</param>
    /// <param name="kind">What the source is.</param>
    /// <param name="source">The body, read once.</param>
    /// <param name="query">The batch's fields and the items' defaults, for a source that has no place for them.</param>
    /// <param name="cancellationToken">The caller has gone.</param>
    /// <returns>The batch's envelope; or the problems, and then nothing is left of it.</returns>
    public Task<(BatchEnvelope? Envelope, IReadOnlyList<FieldProblem> Problems)> StoreAsync(
        BatchId id, BatchKind kind, Stream source, JsonElement query, CancellationToken cancellationToken) =>
        StoreAsync(id, kind, charset: null, source, query, cancellationToken);

    /// <param name="id">The batch's.</param>
    /// <param name="kind">What the source is.</param>
    /// <param name="charset">How a feed is encoded, as its Content-Type says; null: it says nothing.</param>
    /// <param name="source">The body, read once.</param>
    /// <param name="query">The batch's fields and the items' defaults, for a source that has no place for them.</param>
    /// <param name="cancellationToken">The caller has gone.</param>
    /// <inheritdoc cref="StoreAsync(BatchId, BatchKind, Stream, JsonElement, CancellationToken)"/>
    public async Task<(BatchEnvelope? Envelope, IReadOnlyList<FieldProblem> Problems)> StoreAsync(
        BatchId id, BatchKind kind, string? charset, Stream source, JsonElement query, CancellationToken cancellationToken)
    {
        await folder.WriteSourceAsync(id, source, cancellationToken);
        var problems = new List<FieldProblem>();
        BatchEnvelope? envelope = null;
        try
        {
            if (kind == BatchKind.Json && await IsFeedAsync(id, cancellationToken))
            {
                // Most servers and callers say JSON of it.
                kind = BatchKind.Feed;
            }

            await using var stored = await folder.OpenSourceAsync(id, cancellationToken);
            var read = await LookThroughAsync(kind, charset, stored, query, problems, cancellationToken);
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

    /// <summary>Takes away what was stored of a batch that is not to be accepted.</summary>
    public Task DiscardAsync(BatchId id, CancellationToken cancellationToken) => folder.DeleteSourceAsync(id, cancellationToken);

    /// <summary>Accepts a batch that is stored; where there is one of that id already, that one holds.</summary>
    /// <param name="stored">The id that its source is stored under.</param>
    /// <param name="id">The batch's: the same, unless an idempotency key stands for another.</param>
    /// <param name="envelope">What it says of itself.</param>
    /// <param name="address">Where callers reach the pipeline, up to and with the route prefix, without a slash at its end.</param>
    /// <param name="origin">What began it.</param>
    /// <param name="cancellationToken">The caller has gone; before the batch exists, that ends it.</param>
    public async Task<BatchRow> AcceptAsync(BatchId stored, BatchId id, BatchEnvelope envelope, string address, Origin origin, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(envelope);
        if (stored != id)
        {
            // A repeat. What it brought is of use only if a crash came between the key and the batch.
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

    // A feed in JSON says what it is.
    async Task<bool> IsFeedAsync(BatchId id, CancellationToken cancellationToken)
    {
        await using var stored = await folder.OpenSourceAsync(id, cancellationToken);
        return await JsonFeed.IsFeedAsync(stored, cancellationToken);
    }

    async Task<BatchEnvelope> LookThroughAsync(
        BatchKind kind, string? charset, Stream stored, JsonElement query, List<FieldProblem> problems, CancellationToken cancellationToken)
    {
        var (count, fields, root) = (0, query, "?");
        if (kind == BatchKind.Json)
        {
            var json = new JsonItems(stored);
            count = await json.ReadAsync(cancellationToken).CountAsync(cancellationToken);
            (fields, root) = (JsonSerializer.SerializeToElement(json.Fields), "#/");
            foreach (var parameter in query.EnumerateObject())
            {
                problems.Add(new FieldProblem($"?{parameter.Name}", "stands in the query; a batch in JSON has its fields in the body."));
            }

            var hasFeed = json.Fields.TryGetValue("feed_url", out var feed) && feed.ValueKind != JsonValueKind.Null;
            if (json.HasItems == hasFeed)
            {
                problems.Add(new FieldProblem("#/items", hasFeed ? "is given beside feed_url; exactly one of the two is allowed." : "is missing; exactly one of items and feed_url must be given."));
            }

            count = hasFeed ? 1 : count;
        }
        else
        {
            count = kind == BatchKind.Feed ? Syndication.Count(stored, charset) : await NdjsonItems.ReadAsync(stored, cancellationToken).CountAsync(cancellationToken);
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

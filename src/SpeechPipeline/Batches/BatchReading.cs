using System.Globalization;
using Microsoft.Extensions.Options;
using SpeechPipeline.Durability;
using SpeechPipeline.Planning;
using SpeechPipeline.Requests;
using SpeechPipeline.Sources;
using SpeechPipeline.Speech;

namespace SpeechPipeline.Batches;

/// <summary>
/// The first half of a batch: every item is read, checked, and priced if requested, and gets its row. A slice of rows is
/// written completely or not at all, so that a repetition after a crash changes nothing.
/// </summary>
public sealed class BatchReading(
    BatchStore store, BatchFolder folder, FeedReading feeds, BatchItemReader items, DryRun dryRun, IOptions<SpeechOptions> speech, TimeProvider time)
{
    // Pricing an item looks up each segment in storage, and may fetch a page.
    const int PricedAtOnce = 8;

    /// <param name="claim">The hold on the batch.</param>
    /// <param name="until">When to stop; the next message continues.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<BatchReadingOutcome> ReadAsync(Claim<BatchRow> claim, DateTimeOffset until, CancellationToken cancellationToken)
    {
        var id = BatchId.Parse(claim.Row.PartitionKey);
        var envelope = await folder.ReadEnvelopeAsync(id, cancellationToken);
        if (envelope.Kind == BatchKind.Feed && !await folder.HasFeedItemsAsync(id, cancellationToken))
        {
            var making = feeds.MakeItemsAsync(claim.Row, envelope, until, cancellationToken);
            await claim.KeepWhileAsync(making, cancellationToken);
            if (await making is { } notHad)
            {
                return notHad;
            }

            // The items have waits of their own.
            (claim.Row.StatusReason, claim.Row.Waits) = (null, 0);
        }

        await using var source = await folder.OpenItemsAsync(id, envelope.Kind, cancellationToken);
        var all = envelope.Kind == BatchKind.Json
            ? new JsonItems(source).ReadAsync(cancellationToken)
            : NdjsonItems.ReadAsync(source, cancellationToken);
        await foreach (var slice in BatchSlices.CutAsync(all, cancellationToken))
        {
            // Read by an earlier invocation: skipping it is quick.
            if (slice[^1].Number < claim.Row.ItemsRead)
            {
                continue;
            }

            if (time.GetUtcNow() >= until)
            {
                return new BatchReadingOutcome.Unfinished();
            }

            var checking = CheckAsync(claim.Row, envelope, slice, cancellationToken);
            await claim.KeepWhileAsync(checking, cancellationToken);
            if (await checking is { } wait)
            {
                return new BatchReadingOutcome.Wait(wait.Reason, wait.Until);
            }

            claim.Row.ItemsRead = slice[^1].Number + 1;
            (claim.Row.StatusReason, claim.Row.Waits) = (null, 0);
        }

        return new BatchReadingOutcome.Done();
    }

    /// <summary>Writes the rows of a slice, all together, except items that must wait for their source.</summary>
    /// <returns>The wait; null if every item has its row.</returns>
    async Task<SourceOutcome.Wait?> CheckAsync(BatchRow batch, BatchEnvelope envelope, List<BatchItem> slice, CancellationToken cancellationToken)
    {
        // Items that were priced before the wait keep their price, so that a site that limits requests is not asked for all pages again.
        HashSet<int> there = batch.Waits == 0 ? [] : await store.NumbersAsync(
            BatchItemRow.PartitionOf(batch.PartitionKey, slice[0].Number), slice[0].Number, slice[^1].Number, cancellationToken);
        var open = slice.Where(item => !there.Contains(item.Number)).ToList();
        var checks = new (BatchItemRow Row, SourceOutcome.Wait? Wait)[open.Count];
        var isPriced = envelope.DryRun || envelope.MaxCostUsd is not null;
        await Parallel.ForAsync(
            0, open.Count, new ParallelOptions { MaxDegreeOfParallelism = isPriced ? PricedAtOnce : 2, CancellationToken = cancellationToken },
            async (i, token) => checks[i] = await CheckAsync(batch, envelope, open[i], isPriced, token));
        var wait = batch.MayWait ? Array.Find(checks, check => check.Wait is not null).Wait : null;
        await store.AddItemsAsync([.. checks.Where(check => wait is null || check.Wait is null).Select(check => check.Row)], cancellationToken);
        return wait;
    }

    async Task<(BatchItemRow Row, SourceOutcome.Wait? Wait)> CheckAsync(BatchRow batch, BatchEnvelope envelope, BatchItem item, bool isPriced, CancellationToken cancellationToken)
    {
        var row = new BatchItemRow
        {
            PartitionKey = BatchItemRow.PartitionOf(batch.PartitionKey, item.Number),
            Number = item.Number,
            Line = envelope.Kind == BatchKind.Ndjson ? item.Line : null,
            Offset = item.Offset,
            Length = item.Length,
        };
        if (item.Content is null)
        {
            row.Reject([new FieldProblem("#", $"is {item.Length.ToString(CultureInfo.InvariantCulture)} bytes long; at most {BatchItem.MaxBytes} are allowed.")]);
            return (row, null);
        }

        if (envelope.Kind == BatchKind.Feed && FeedEntryProblem.Find(item.Content) is { } unreadable)
        {
            row.Reject([unreadable]);
            return (row, null);
        }

        var result = items.Read(batch.PartitionKey, item.Number, item.Content, envelope.Defaults);
        row.CustomId = result.CustomId;
        if (result.Submission is not { } submission)
        {
            row.Reject(result.Problems);
            return (row, null);
        }

        row.Title = submission.Request.Source.Title;
        if (envelope.MaxCostUsd is not null && speech.Value.Model(submission.Request.Voice.Model).UsdPerMillionCharacters is null)
        {
            row.Reject([new FieldProblem("#/model", $"is '{submission.Request.Voice.Model}', which has no price, and the batch has a max_cost_usd. Set the price of the model (Speech:Models).")]);
            return (row, null);
        }

        return (row, isPriced ? await PriceAsync(row, submission, cancellationToken) : null);
    }

    /// <returns>The wait for its price; set only if the item is rejected for that reason alone.</returns>
    async Task<SourceOutcome.Wait?> PriceAsync(BatchItemRow row, JobSubmission submission, CancellationToken cancellationToken)
    {
        var (plan, problem, wait) = await dryRun.PlanAsync(submission, withUnspoken: false, cancellationToken);
        if (problem is not null)
        {
            row.Reject([problem]);
            return wait;
        }

        row.Title = plan!.Title;
        row.Characters = plan.Characters;
        row.QuotedUsd = (double)(plan.CostUsd ?? 0);
        row.DurationSeconds = plan.DurationSeconds;
        return null;
    }
}

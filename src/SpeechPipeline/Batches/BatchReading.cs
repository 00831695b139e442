using System.Globalization;
using System.Text.Json;
using SpeechPipeline.Articles;
using SpeechPipeline.Jobs;
using SpeechPipeline.Submission;

namespace SpeechPipeline.Batches;

/// <summary>
/// The first half of a batch: every item is read, checked, and priced where that was asked for, and gets its row. A slice of rows is
/// written whole or not at all, so that a repeat after a crash changes nothing.
/// </summary>
public sealed class BatchReading(
    BatchStore store, BatchFolder folder, BatchItemReader items, DryRun dryRun, SourceFetch sources, TimeProvider time)
{
    const int LongestReason = 2_000;

    // A price takes a look at storage for each segment, and perhaps a page from far away.
    const int PricedAtOnce = 8;

    /// <param name="claim">The hold on the batch.</param>
    /// <param name="until">When to stop, with the rest left for the next message.</param>
    /// <param name="mayWait">Whether sources that cannot be had now are waited for; else what needs them is rejected.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<BatchReadingOutcome> ReadAsync(BatchClaim claim, DateTimeOffset until, bool mayWait, CancellationToken cancellationToken)
    {
        var id = BatchId.Parse(claim.Row.PartitionKey);
        var envelope = await folder.ReadEnvelopeAsync(id, cancellationToken);
        if (envelope.Kind == BatchKind.Feed && !await folder.HasFeedItemsAsync(id, cancellationToken)
            && await MakeFeedItemsAsync(id, envelope, cancellationToken) is { } notHad)
        {
            return notHad;
        }

        await using var source = await folder.OpenItemsAsync(id, envelope.Kind, cancellationToken);
        var all = envelope.Kind == BatchKind.Json
            ? new JsonItems(source).ReadAsync(cancellationToken)
            : NdjsonItems.ReadAsync(source, cancellationToken);
        await foreach (var slice in BatchSlices.CutAsync(all, cancellationToken))
        {
            // Read by an invocation before: passing over it is quick.
            if (slice[^1].Number < claim.Row.ItemsRead)
            {
                continue;
            }

            if (time.GetUtcNow() >= until)
            {
                return new BatchReadingOutcome.Unfinished();
            }

            var checking = CheckAsync(claim.Row, envelope, slice, mayWait, cancellationToken);
            await claim.KeepWhileAsync(checking, cancellationToken);
            if (await checking is { } wait)
            {
                return new BatchReadingOutcome.Wait(wait.Reason, wait.Until);
            }

            claim.Row.ItemsRead = slice[^1].Number + 1;
        }

        return new BatchReadingOutcome.Done();
    }

    async Task<BatchReadingOutcome?> MakeFeedItemsAsync(BatchId id, BatchEnvelope envelope, CancellationToken cancellationToken)
    {
        var (feed, address) = (Stream.Null, default(Uri));
        if (envelope.FeedUrl is { } url)
        {
            switch (await sources.FetchFeedAsync(url, cancellationToken))
            {
                case SourceOutcome.Found found:
                    (feed, address) = (found.Source.Content.ToStream(), found.Source.Address);
                    break;
                case SourceOutcome.Wait wait:
                    return new BatchReadingOutcome.Wait(wait.Reason, wait.Until);
                case SourceOutcome.Refused refused:
                    return new BatchReadingOutcome.Impossible("feed_unavailable", refused.Message);
            }
        }
        else
        {
            feed = await folder.OpenSourceAsync(id, cancellationToken);
        }

        await using (feed)
        {
            try
            {
                var entries = FeedItems.Read(feed, address, hasLanguage: envelope.Defaults is { ValueKind: JsonValueKind.Object } defaults && defaults.TryGetProperty("language", out _));
                if (entries.Count is 0 or > BatchIntake.MostItems)
                {
                    return new BatchReadingOutcome.Impossible("feed_unusable", $"The feed has {entries.Count} entries; 1 to {BatchIntake.MostItems} are allowed.");
                }

                using var lines = new MemoryStream();
                foreach (var entry in entries)
                {
                    lines.Write(entry);
                    lines.WriteByte((byte)'\n');
                }

                await folder.WriteFeedItemsAsync(id, BinaryData.FromBytes(lines.ToArray()), cancellationToken);
                return null;
            }
            catch (BatchFormatException e)
            {
                return new BatchReadingOutcome.Impossible("feed_unusable", $"The feed {e.Problem.Detail}");
            }
        }
    }

    /// <summary>Gives the items of a slice their rows, all together.</summary>
    /// <returns>What is to be waited for before that; null when it is done.</returns>
    async Task<SourceOutcome.Wait?> CheckAsync(BatchRow batch, BatchEnvelope envelope, List<BatchItem> slice, bool mayWait, CancellationToken cancellationToken)
    {
        var checks = new (BatchItemRow Row, SourceOutcome.Wait? Wait)[slice.Count];
        var isPriced = envelope.DryRun || envelope.MaxCostUsd is not null;
        await Parallel.ForAsync(
            0, slice.Count, new ParallelOptions { MaxDegreeOfParallelism = isPriced ? PricedAtOnce : 2, CancellationToken = cancellationToken },
            async (i, token) => checks[i] = await CheckAsync(batch, envelope, slice[i], isPriced, token));
        if (mayWait && Array.Find(checks, check => check.Wait is not null).Wait is { } wait)
        {
            return wait;
        }

        await store.AddItemsAsync([.. checks.Select(check => check.Row)], cancellationToken);
        return null;
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
            Reject(row, [new FieldProblem("#", $"is {item.Length.ToString(CultureInfo.InvariantCulture)} bytes long; at most {BatchItem.MaxBytes} are allowed.")]);
            return (row, null);
        }

        var result = items.Read(item.Content, envelope.Defaults);
        if (result.Submission is not { } submission)
        {
            Reject(row, result.Problems);
            return (row, null);
        }

        row.Title = submission.Request.Title;
        return (row, isPriced ? await PriceAsync(row, submission, cancellationToken) : null);
    }

    /// <returns>What its price has to wait for, where it is rejected for that alone.</returns>
    async Task<SourceOutcome.Wait?> PriceAsync(BatchItemRow row, JobSubmission submission, CancellationToken cancellationToken)
    {
        var (plan, problem, wait) = await dryRun.PlanAsync(submission, cancellationToken);
        if (problem is not null)
        {
            Reject(row, [problem]);
            return wait;
        }

        row.Title = plan!.Title;
        row.Characters = plan.Characters;
        row.QuotedUsd = (double)plan.CostUsd;
        row.DurationSeconds = plan.DurationSeconds;
        return null;
    }

    static void Reject(BatchItemRow row, IReadOnlyList<FieldProblem> problems)
    {
        row.State = BatchItemStatus.Rejected;
        row.ErrorCode = "invalid";
        var reason = string.Join(' ', problems.Select(problem => $"{problem.Pointer} {problem.Detail}"));
        row.Reason = TextCut.At(reason, LongestReason);
    }
}

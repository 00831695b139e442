using System.Globalization;
using Spectre.Console;
using SpeechPipeline.Batches;

namespace SpeechPipeline.Cli.Batching;

/// <summary>Batches as a table: a bar, the counts, the price.</summary>
static class BatchTable
{
    const int BarWidth = 16;

    public static Table Of(IReadOnlyList<BatchObject> batches)
    {
        var table = new Table().NoBorder();
        foreach (var column in new[] { "batch", "", "status", "done", "failed", "rejected", "cost" })
        {
            table.AddColumn(new TableColumn(column).NoWrap());
        }

        foreach (var batch in batches)
        {
            var cells = Cells(batch);
            table.AddRow([Markup.Escape(cells[0]), Bar(batch.Progress), .. cells.Skip(1).Select(Markup.Escape)]);
        }

        return table;
    }

    /// <summary>Name, status, how many of how many are done, failed, rejected, cost.</summary>
    public static IReadOnlyList<string> Cells(BatchObject batch)
    {
        var (items, usage) = (batch.Items, batch.Usage);
        return
        [
            batch.Id,
            batch.StatusReason is { } reason ? $"{Name(batch.Status)} ({reason})" : Name(batch.Status),
            string.Create(CultureInfo.InvariantCulture, $"{items.Completed:N0} of {items.Total:N0}"),
            string.Create(CultureInfo.InvariantCulture, $"{items.Failed:N0} failed"),
            string.Create(CultureInfo.InvariantCulture, $"{items.Rejected:N0} rejected"),
            Cost(batch.DryRun ? usage.QuotedUsd ?? 0 : usage.CostUsd, batch.DryRun ? usage.Characters : usage.CharactersSent),
        ];
    }

    /// <summary>What is spoken for nothing is free, or has no price in the settings.</summary>
    static string Cost(decimal usd, long characters) =>
        usd == 0 && characters > 0 ? "free or unknown" : string.Create(CultureInfo.InvariantCulture, $"${usd:0.0000}");

    static string Name(BatchStatus status) => status.ToString().ToLowerInvariant();

    static string Bar(double progress)
    {
        var full = (int)(progress * BarWidth);
        return $"[green]{new string('━', full)}[/][grey]{new string('─', BarWidth - full)}[/]";
    }
}

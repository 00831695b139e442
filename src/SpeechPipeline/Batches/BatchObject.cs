using System.Text.Json;
using SpeechPipeline.Webhooks;

namespace SpeechPipeline.Batches;

/// <summary>The public object of a batch, for callers and webhook receivers. Its numbers are as of <paramref name="CountedAt"/>; those of an ended batch are exact.</summary>
public sealed record BatchObject(
    string Id,
    string Object,
    BatchStatus Status,
    string? StatusReason,
    BatchKind Kind,
    bool DryRun,
    DateTimeOffset CreatedAt,
    DateTimeOffset? EndedAt,
    DateTimeOffset? CountedAt,
    int Generation,
    BatchObject.CountsPart Items,
    double Progress,
    BatchObject.UsagePart Usage,
    BatchObject.ErrorPart? Error,
    JsonElement? Metadata,
    WebhookObject? Webhook,
    BatchObject.LinksPart Links,
    IReadOnlyList<BatchItemObject>? Problems)
{
    /// <param name="Total">Items read so far.</param>
    /// <param name="Pending">Items that wait to become jobs.</param>
    /// <param name="Admitted">Items that are unfinished jobs.</param>
    /// <param name="Completed">Items with a finished episode.</param>
    /// <param name="Failed">Items whose job failed.</param>
    /// <param name="Cancelled">Items that were cancelled.</param>
    /// <param name="Rejected">Items that cannot be jobs.</param>
    public sealed record CountsPart(int Total, int Pending, int Admitted, int Completed, int Failed, int Cancelled, int Rejected);

    /// <param name="Characters">The characters of all items with known text.</param>
    /// <param name="CharactersSent">The characters of all calls that the endpoint accepted.</param>
    /// <param name="CostUsd">The price of the characters sent.</param>
    /// <param name="QuotedUsd">The quote, with <c>dry_run</c> or <c>max_cost_usd</c>.</param>
    /// <param name="MaxCostUsd">The caller's limit.</param>
    /// <param name="DurationSeconds">The duration of all episodes; for a dry run, the expected one.</param>
    public sealed record UsagePart(long Characters, long CharactersSent, decimal CostUsd, decimal? QuotedUsd, decimal? MaxCostUsd, double DurationSeconds);

    public sealed record ErrorPart(string Code, string Message);

    public sealed record LinksPart(string Self, string Items, string Failed, string Rejected);

    /// <param name="row">The batch.</param>
    /// <param name="deliveries">The deliveries of its webhooks; null: not requested.</param>
    /// <param name="problems">Some of the items that failed or were rejected; null: not requested.</param>
    public static BatchObject From(BatchRow row, IReadOnlyList<DeliveryRow>? deliveries = null, IReadOnlyList<BatchItemObject>? problems = null)
    {
        var self = $"{row.BaseAddress}/batches/{row.PartitionKey}";
        var isPriced = row.DryRun || row.MaxCostUsd is not null;
        // A caller that requests a retry and waits for the end must not see the previous end.
        var isReopening = row is { RetryRequested: true, HasEnded: true };
        return new BatchObject(
            row.PartitionKey,
            "batch",
            isReopening ? row.Reopened : row.State,
            row.StatusReason,
            Enum.Parse<BatchKind>(row.Kind),
            row.DryRun,
            row.CreatedAt,
            isReopening ? null : row.EndedAt,
            row.CountedAt,
            row.Generation,
            new CountsPart(Math.Max(row.Items, row.ItemsRead), row.Pending, row.Admitted, row.Completed, row.Failed, row.Cancelled, row.Rejected),
            row.Items == 0 ? 0 : Math.Round((double)(row.Items - row.Pending - row.Admitted) / row.Items, 4),
            new UsagePart(
                row.Characters, row.CharactersSent, Dollars(row.CostUsd), isPriced ? Dollars(row.QuotedUsd) : null,
                row.MaxCostUsd is { } most ? Dollars(most) : null, Math.Round(row.DurationSeconds, 1)),
            row.ErrorCode is null ? null : new ErrorPart(row.ErrorCode, row.ErrorMessage ?? ""),
            row.Metadata is null ? null : JsonSerializer.Deserialize<JsonElement>(row.Metadata),
            WebhookObject.From(row.Webhook, row.WebhookEvents, deliveries),
            new LinksPart(self, $"{self}/items", $"{self}/items?status=failed", $"{self}/items?status=rejected"),
            problems);
    }

    // Tables have no decimals, so a sum of prices is rounded to the decimals of its summands.
    static decimal Dollars(double amount) => Math.Round((decimal)amount, 8);
}

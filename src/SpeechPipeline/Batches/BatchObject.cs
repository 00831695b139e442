using System.Text.Json;
using SpeechPipeline.Webhooks;

namespace SpeechPipeline.Batches;

/// <summary>A batch as callers and webhook receivers see it. Its numbers are as of <paramref name="CountedAt"/>; those of an ended batch are exact.</summary>
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
    /// <param name="Total">Items that have been read.</param>
    /// <param name="Pending">That wait to be jobs.</param>
    /// <param name="Admitted">That are unfinished jobs.</param>
    /// <param name="Completed">That are episodes.</param>
    /// <param name="Failed">Whose job failed.</param>
    /// <param name="Cancelled">That were given up.</param>
    /// <param name="Rejected">That are no jobs that could be run.</param>
    public sealed record CountsPart(int Total, int Pending, int Admitted, int Completed, int Failed, int Cancelled, int Rejected);

    /// <param name="Characters">Of all items whose text is known.</param>
    /// <param name="CharactersSent">Of all calls that the endpoint took.</param>
    /// <param name="CostUsd">Of the characters sent.</param>
    /// <param name="QuotedUsd">What was expected beforehand, with <c>dry_run</c> or <c>max_cost_usd</c>.</param>
    /// <param name="MaxCostUsd">What the caller allows.</param>
    /// <param name="DurationSeconds">Of all episodes; of a dry run, what is expected.</param>
    public sealed record UsagePart(long Characters, long CharactersSent, decimal CostUsd, decimal? QuotedUsd, decimal? MaxCostUsd, double DurationSeconds);

    public sealed record ErrorPart(string Code, string Message);

    public sealed record LinksPart(string Self, string Items, string Failed, string Rejected);

    /// <param name="row">The batch.</param>
    /// <param name="deliveries">Of its webhooks; null: not asked for.</param>
    /// <param name="problems">Some of the items that failed or were rejected; null: not asked for.</param>
    public static BatchObject From(BatchRow row, IReadOnlyList<DeliveryRow>? deliveries = null, IReadOnlyList<BatchItemObject>? problems = null)
    {
        var self = $"{row.BaseAddress}/batches/{row.PartitionKey}";
        var isPriced = row.DryRun || row.MaxCostUsd is not null;
        // Who asks for a retry and waits for the end must not be told of the end before.
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
            WebhookObject.From(row.Webhook, deliveries),
            new LinksPart(self, $"{self}/items", $"{self}/items?status=failed", $"{self}/items?status=rejected"),
            problems);
    }

    // Tables know no decimals; a sum of prices is rounded to what its summands have.
    static decimal Dollars(double amount) => Math.Round((decimal)amount, 8);
}

namespace SpeechPipeline.Batches;

/// <summary>An item as callers see it.</summary>
/// <param name="Number">From 0.</param>
/// <param name="Line">Of the source, from 1; absent where it has no lines.</param>
/// <param name="CustomId">What the caller calls it, as the item says; absent where it says nothing.</param>
/// <param name="Status">Where it stands.</param>
/// <param name="Title">As far as it is known.</param>
/// <param name="Job">The address of its job, once it is one.</param>
/// <param name="Characters">Of its text, once that is known.</param>
/// <param name="CostUsd">Of what was sent for it.</param>
/// <param name="ErrorCode">Why it failed or was rejected, as a stable name.</param>
/// <param name="Reason">The same in words.</param>
public sealed record BatchItemObject(
    int Number, int? Line, string? CustomId, BatchItemStatus Status, string? Title, string? Job, long? Characters, decimal? CostUsd, string? ErrorCode, string? Reason)
{
    public static BatchItemObject From(BatchRow batch, BatchItemRow item) => new(
        item.Number,
        item.Line,
        item.CustomId,
        item.State,
        item.Title,
        item.State is BatchItemStatus.Admitted || item.EndedGeneration > 0 ? $"{batch.BaseAddress}/jobs/{BatchItemJob.Id(batch, item.Number)}" : null,
        item.Characters == 0 ? null : item.Characters,
        item.EndedGeneration == 0 ? null : Math.Round((decimal)item.CostUsd, 8),
        item.ErrorCode,
        item.Reason);
}

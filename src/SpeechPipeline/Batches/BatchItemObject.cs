namespace SpeechPipeline.Batches;

/// <summary>The public object of an item.</summary>
/// <param name="Number">From 0.</param>
/// <param name="Line">The line of the source, from 1; absent if it has no lines.</param>
/// <param name="CustomId">The caller's own id for the item; absent if it has none.</param>
/// <param name="Status">Its state.</param>
/// <param name="Title">Its title, if known.</param>
/// <param name="Job">The address of its job, once admitted.</param>
/// <param name="Characters">The length of its text, once known.</param>
/// <param name="CostUsd">The price of the characters sent for it.</param>
/// <param name="ErrorCode">A stable code for why it failed or was rejected.</param>
/// <param name="Reason">The reason in words.</param>
/// <param name="Deleted">True if its job was deleted; else absent.</param>
public sealed record BatchItemObject(
    int Number, int? Line, string? CustomId, BatchItemStatus Status, string? Title, string? Job, long? Characters, decimal? CostUsd, string? ErrorCode, string? Reason, bool? Deleted)
{
    public static BatchItemObject From(BatchRow batch, BatchItemRow item) => new(
        item.Number,
        item.Line,
        item.CustomId,
        item.State,
        item.Title,
        item.IsDeleted != true && (item.State is BatchItemStatus.Admitted || item.EndedGeneration > 0) ? $"{batch.BaseAddress}/jobs/{BatchItemJob.Id(batch, item.Number)}" : null,
        item.Characters == 0 ? null : item.Characters,
        item.EndedGeneration == 0 ? null : Math.Round((decimal)item.CostUsd, 8),
        item.ErrorCode,
        item.Reason,
        item.IsDeleted);
}

using Azure.Storage.Blobs.Models;
using SpeechPipeline.Batches;
using SpeechPipeline.Jobs;

namespace SpeechPipeline.Drops;

/// <summary>
/// Makes a batch from a dropped file with one job a line, of any size. Its <c>_defaults.json</c> count like the query of
/// a submission by HTTP: <c>webhook</c>, <c>metadata</c> and <c>max_cost_usd</c> apply to the batch, the rest are defaults of its items.
/// </summary>
public sealed class DropBatches(BatchIntake intake, BatchStore store, DropDefaultsReader defaults, DropEnd ends) : DropTarget
{
    public override async Task<bool> ExistsAsync(DropVersion version, CancellationToken cancellationToken) =>
        await store.FindAsync(BatchId.Of(version.Id), cancellationToken) is not null;

    /// <remarks>The file is stored as the batch's source while it is read.</remarks>
    public override async Task<(Func<string, CancellationToken, Task>? AcceptAsync, IReadOnlyList<DropProblem> Problems)> ReadAsync(
        DropVersion version, BlobDownloadStreamingResult file, CancellationToken cancellationToken)
    {
        var options = await defaults.ReadAsync(version.Path, cancellationToken);
        if (options.Problems.Count > 0)
        {
            return (null, options.Problems);
        }

        var (envelope, problems) = await intake.StoreAsync(BatchId.Of(version.Id), BatchKind.Ndjson, charset: null, file.Content, options.OfBatch(), cancellationToken);
        return envelope is null
            ? (null, [.. problems.Select(problem => options.Place(version.Path, _ => false, problem))])
            : ((address, token) => AcceptAsync(version, envelope, address, token), []);
    }

    async Task AcceptAsync(DropVersion version, BatchEnvelope envelope, string address, CancellationToken cancellationToken)
    {
        var id = BatchId.Of(version.Id);
        var batch = await intake.AcceptAsync(id, id, envelope, address, Origin.Dropped(version.Path), cancellationToken);
        if (batch.HasEnded)
        {
            await ends.PutBackAsync(batch, cancellationToken);
        }
    }
}

using SpeechPipeline.Batches;
using SpeechPipeline.Jobs;

namespace SpeechPipeline.Drops;

/// <summary>
/// Makes a batch of a dropped file of one job a line, whatever its size. What lies over it in <c>_defaults.json</c> is as the query of
/// a submission by HTTP: <c>webhook</c>, <c>metadata</c> and <c>max_cost_usd</c> are the batch's, the rest its items' defaults.
/// </summary>
public sealed class DropBatches(BatchIntake intake, BatchStore store, DropDefaultsReader defaults)
{
    public async Task<bool> ExistsAsync(DropVersion version, CancellationToken cancellationToken) =>
        await store.FindAsync(BatchId.Of(version.Id), cancellationToken) is not null;

    /// <returns>The envelope, with the file stored as the batch's source; or the problems.</returns>
    public async Task<(BatchEnvelope? Envelope, IReadOnlyList<DropProblem> Problems)> StoreAsync(DropVersion version, Stream content, CancellationToken cancellationToken)
    {
        var options = await defaults.ReadAsync(version.Path, cancellationToken);
        if (options.Problems.Count > 0)
        {
            return (null, options.Problems);
        }

        var (envelope, problems) = await intake.StoreAsync(BatchId.Of(version.Id), BatchKind.Ndjson, content, options.OfBatch(), cancellationToken);
        return (envelope, [.. problems.Select(problem => options.Place(version.Path, _ => false, problem))]);
    }

    /// <summary>The batch: new, or as it was accepted before.</summary>
    public Task<BatchRow> AcceptAsync(DropVersion version, BatchEnvelope envelope, string address, CancellationToken cancellationToken)
    {
        var id = BatchId.Of(version.Id);
        return intake.AcceptAsync(id, id, envelope, address, Origin.Dropped(version.Path), cancellationToken);
    }
}

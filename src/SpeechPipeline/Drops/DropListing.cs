using Azure.Storage.Blobs.Models;
using SpeechPipeline.Storage;

namespace SpeechPipeline.Drops;

/// <summary>What stands in the drop folder: files that wait, and reports of files that came to nothing.</summary>
public sealed class DropListing(PipelineStorage storage, DropIgnored ignored)
{
    /// <summary>A folder with more reports shows the newest of the first so many names.</summary>
    const int MostSearched = 5_000;

    const int ReadAtOnce = 8;

    /// <param name="limit">The most of each to return.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public async Task<DropsObject> ListAsync(int limit, CancellationToken cancellationToken)
    {
        var waiting = await storage.Drops.GetBlobsAsync(cancellationToken: cancellationToken).Take(MostSearched)
            .Where(file => ignored.IsTaken(file.Name))
            .OrderByDescending(static file => file.Properties.LastModified).Take(limit)
            .Select(static file => new DropsObject.WaitingPart(file.Name, file.Properties.LastModified, file.Properties.ContentLength)).ToListAsync(cancellationToken);
        var reports = await storage.DropsFailed.GetBlobsAsync(BlobTraits.Metadata, BlobStates.None, prefix: null, cancellationToken).Take(MostSearched)
            .Where(DropOutputs.IsReport).OrderByDescending(static report => report.Properties.LastModified).Take(limit).ToListAsync(cancellationToken);
        var failed = new DropReport?[reports.Count];
        await Parallel.ForAsync(0, reports.Count, new ParallelOptions { MaxDegreeOfParallelism = ReadAtOnce, CancellationToken = cancellationToken }, async (i, token) =>
            failed[i] = await storage.DropsFailed.GetBlobClient(reports[i].Name).FindJsonAsync<DropReport>(token));
        return new DropsObject("drops", waiting, [.. failed.OfType<DropReport>()]);
    }
}

/// <summary>What stands in the drop folder.</summary>
/// <param name="Object">Always <c>drops</c>.</param>
/// <param name="Waiting">Files that are not taken yet, the newest first.</param>
/// <param name="Failed">Reports of files that were refused, failed or were cancelled, the newest first; without those that came back into a folder of this machine.</param>
public sealed record DropsObject(string Object, IReadOnlyList<DropsObject.WaitingPart> Waiting, IReadOnlyList<DropReport> Failed)
{
    /// <param name="Path">The path in the folder.</param>
    /// <param name="DroppedAt">When it was last written.</param>
    /// <param name="Bytes">Its size.</param>
    public sealed record WaitingPart(string Path, DateTimeOffset? DroppedAt, long? Bytes);
}

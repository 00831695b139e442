using Azure.Storage.Blobs.Models;

namespace SpeechPipeline.Drops;

/// <summary>What a dropped file becomes: a job or a batch.</summary>
public abstract class DropTarget
{
    /// <summary>Whether the job or batch of that version exists already.</summary>
    public abstract Task<bool> ExistsAsync(DropVersion version, CancellationToken cancellationToken);

    /// <summary>Reads a file.</summary>
    /// <param name="version">Its version.</param>
    /// <param name="file">Its content, read once.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>A function that accepts it, given the address at which callers reach the pipeline; or the problems.</returns>
    public abstract Task<(Func<string, CancellationToken, Task>? AcceptAsync, IReadOnlyList<DropProblem> Problems)> ReadAsync(
        DropVersion version, BlobDownloadStreamingResult file, CancellationToken cancellationToken);
}

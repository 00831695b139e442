using Azure.Storage.Blobs.Models;

namespace SpeechPipeline.Drops;

/// <summary>What a dropped file becomes.</summary>
public abstract class DropTarget
{
    /// <summary>Whether that version has become it already.</summary>
    public abstract Task<bool> ExistsAsync(DropVersion version, CancellationToken cancellationToken);

    /// <summary>Reads a file.</summary>
    /// <param name="version">Its version.</param>
    /// <param name="file">Its content, read once.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>What accepts it, given where callers reach the pipeline; or what is wrong with it.</returns>
    public abstract Task<(Func<string, CancellationToken, Task>? AcceptAsync, IReadOnlyList<DropProblem> Problems)> ReadAsync(
        DropVersion version, BlobDownloadStreamingResult file, CancellationToken cancellationToken);
}

using System.Net;
using System.Text.Json;
using Azure;
using Azure.Storage;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using SpeechPipeline.Storage;

namespace SpeechPipeline.Drops;

/// <summary>
/// Writes the results of a file: its source and its report, in <c>drops-done</c> or <c>drops-failed</c>. Of several versions of
/// one path the newest remains, in whatever order they end: each output has its version, is written under the ETag of the blob that it
/// replaces, and deletes an older version's outputs in the other container. Idempotent.
/// </summary>
public sealed class DropOutputs(PipelineStorage storage)
{
    /// <summary>The size of the blocks in which larger sources are copied, one at a time.</summary>
    const int BlockBytes = 4 * 1024 * 1024;

    /// <summary>The most tries. Each further try means that someone else wrote in between, which is rare.</summary>
    const int MostTurns = 20;

    const string KindName = "kind";
    const string ReportKind = "report";

    enum Outcome
    {
        Written,
        NewerIsThere,
        NameIsTaken,
    }

    /// <summary>Whether an output, listed with its metadata, is a report; otherwise it is a source.</summary>
    public static bool IsReport(BlobItem output) => output.Metadata.TryGetValue(KindName, out var kind) && kind == ReportKind;

    /// <param name="isDone">Whether to write to <c>drops-done</c>.</param>
    /// <param name="stamp">The stamp of the version.</param>
    /// <param name="report">The report beside the source.</param>
    /// <param name="source">Opens the source at its beginning; null if it is gone.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public async Task WriteAsync(
        bool isDone, DropStamp stamp, DropReport report, Func<CancellationToken, Task<BlobDownloadStreamingResult?>> source, CancellationToken cancellationToken)
    {
        var (container, other) = isDone ? (storage.DropsDone, storage.DropsFailed) : (storage.DropsFailed, storage.DropsDone);
        if (await ClearAsync(other, report.Path, found => stamp.IsNewerThan(found), stamp, cancellationToken))
        {
            return;
        }

        foreach (var name in DropNames.OutputsOf(report.Path))
        {
            var outcome = await PutSourceAsync(container.GetBlobClient(name), stamp, source, cancellationToken);
            if (outcome == Outcome.Written)
            {
                outcome = await PutReportAsync(container.GetBlobClient(name + DropNames.ReportSuffix), stamp, report, cancellationToken);
            }

            if (outcome == Outcome.NameIsTaken)
            {
                await RemoveAsync(container.GetBlobClient(name), found => found == stamp, cancellationToken);
                continue;
            }

            // Another version may have ended in the other container meanwhile, and have checked this one before the write.
            if (outcome == Outcome.Written && await ClearAsync(other, report.Path, found => stamp.IsNewerThan(found), stamp, cancellationToken))
            {
                await ClearAsync(container, report.Path, found => !found.IsNewerThan(stamp), stamp, cancellationToken);
            }

            return;
        }
    }

    static async Task<Outcome> PutSourceAsync(
        BlobClient blob, DropStamp stamp, Func<CancellationToken, Task<BlobDownloadStreamingResult?>> source, CancellationToken cancellationToken) =>
        await PutAsync(blob, stamp, "source", async () =>
        {
            var opened = await source(cancellationToken);
            if (opened is null || opened.Details.ContentLength > BlockBytes)
            {
                return (opened?.Content, opened?.Details.ContentType);
            }

            // A source that fits into one block is written in one call.
            using (opened)
            {
                return ((await BinaryData.FromStreamAsync(opened.Content, cancellationToken)).ToStream(), opened.Details.ContentType);
            }
        }, cancellationToken);

    static Task<Outcome> PutReportAsync(BlobClient blob, DropStamp stamp, DropReport report, CancellationToken cancellationToken) =>
        PutAsync(blob, stamp, ReportKind, () => Task.FromResult<(Stream?, string?)>((
            BinaryData.FromBytes(JsonSerializer.SerializeToUtf8Bytes(report, PipelineJson.Readable)).ToStream(), "application/json")), cancellationToken);

    static async Task<Outcome> PutAsync(
        BlobClient blob, DropStamp stamp, string kind, Func<Task<(Stream? Content, string? ContentType)>> open, CancellationToken cancellationToken)
    {
        var conditions = new BlobRequestConditions { IfNoneMatch = ETag.All };
        for (var turn = 1; ; turn++)
        {
            var (content, contentType) = await open();
            if (content is null)
            {
                return Outcome.Written;
            }

            await using (content)
            {
                try
                {
                    await blob.UploadAsync(content, new BlobUploadOptions
                    {
                        Conditions = conditions,
                        Metadata = new Dictionary<string, string>(stamp.ToMetadata()) { [KindName] = kind },
                        HttpHeaders = new BlobHttpHeaders { ContentType = contentType },
                        TransferOptions = new StorageTransferOptions { InitialTransferSize = BlockBytes, MaximumTransferSize = BlockBytes, MaximumConcurrency = 1 },
                    }, cancellationToken);
                    return Outcome.Written;
                }
                catch (RequestFailedException e) when (turn < MostTurns && e.Status is ((int)HttpStatusCode.Conflict or (int)HttpStatusCode.PreconditionFailed))
                {
                    // The blob exists, or was written or deleted meanwhile.
                }
            }

            var (etag, found) = await FindAsync(blob, cancellationToken);
            if (etag is not null && found?.Owner != stamp.Owner)
            {
                return Outcome.NameIsTaken;
            }

            if (found is not null && !stamp.IsNewerThan(found))
            {
                return found == stamp ? Outcome.Written : Outcome.NewerIsThere;
            }

            conditions = etag is null ? new BlobRequestConditions { IfNoneMatch = ETag.All } : new BlobRequestConditions { IfMatch = etag };
        }
    }

    /// <summary>Deletes the outputs of older versions of the path in a container.</summary>
    /// <returns>Whether a version newer than <paramref name="stamp"/> has its outputs there.</returns>
    static async Task<bool> ClearAsync(
        BlobContainerClient container, string path, Func<DropStamp, bool> isStale, DropStamp stamp, CancellationToken cancellationToken)
    {
        var isNewerThere = false;
        foreach (var name in DropNames.OutputsOf(path))
        {
            var isTaken = false;
            foreach (var blob in new[] { container.GetBlobClient(name), container.GetBlobClient(name + DropNames.ReportSuffix) })
            {
                await RemoveAsync(blob, found =>
                {
                    isTaken |= found?.Owner != stamp.Owner;
                    isNewerThere |= found?.Owner == stamp.Owner && found.IsNewerThan(stamp);
                    return found?.Owner == stamp.Owner && isStale(found);
                }, cancellationToken);
            }

            if (!isTaken)
            {
                break;
            }
        }

        return isNewerThere;
    }

    /// <summary>Deletes a blob with the given stamp, unless it is being written.</summary>
    static async Task RemoveAsync(BlobClient blob, Func<DropStamp?, bool> wanted, CancellationToken cancellationToken)
    {
        for (var turn = 0; turn < MostTurns; turn++)
        {
            var (etag, found) = await FindAsync(blob, cancellationToken);
            if (etag is null || !wanted(found))
            {
                return;
            }

            try
            {
                await blob.DeleteIfExistsAsync(DeleteSnapshotsOption.IncludeSnapshots, new BlobRequestConditions { IfMatch = etag }, cancellationToken);
                return;
            }
            catch (RequestFailedException e) when (e.Status == (int)HttpStatusCode.PreconditionFailed)
            {
                // The blob was just written: read it again.
            }
        }
    }

    static async Task<(ETag? ETag, DropStamp? Stamp)> FindAsync(BlobClient blob, CancellationToken cancellationToken) =>
        await blob.FindPropertiesAsync(cancellationToken) is { } found ? (found.ETag, DropStamp.From(found.Metadata)) : (null, null);
}

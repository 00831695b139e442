using System.Collections.Concurrent;
using Azure.Storage.Blobs.Models;
using Microsoft.Extensions.Options;
using SpeechPipeline.Batches;
using SpeechPipeline.Jobs;
using SpeechPipeline.Settings;
using SpeechPipeline.Storage;

namespace SpeechPipeline.Drops;

/// <summary>
/// Lists the folder and announces files without an event, as many as the bound allows, by the same queue and in the same
/// envelope as events. A file that is announced twice has no further effect.
/// </summary>
public sealed class DropSweep(
    PipelineStorage storage, DropIgnored ignored, DropAdmission admission, DropEnd ends, JobStore store, BatchStore batches, IOptions<DropOptions> options,
    IOptions<PipelineOptions> pipeline, TimeProvider time)
{
    const int LeastPage = 100;
    const int MostPage = 5_000;
    const int SendsAtOnce = 16;
    const int MostLookedAfter = 20;

    /// <summary>Longer than any intake takes: an older row without a job belongs to a version that was replaced.</summary>
    static readonly TimeSpan Forgotten = TimeSpan.FromMinutes(10);

    /// <summary>How often all rows are read; the sweep itself may run every two seconds.</summary>
    static readonly TimeSpan LooksEvery = TimeSpan.FromMinutes(1);

    readonly ConcurrentDictionary<string, DateTimeOffset> _announced = new(StringComparer.Ordinal);
    DateTimeOffset _lookedAfterAt;

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        foreach (var (version, _) in _announced.Where(announced => now - announced.Value >= options.Value.RepeatAfter))
        {
            _announced.TryRemove(version, out _);
        }

        if (now - _lookedAfterAt >= LooksEvery)
        {
            _lookedAfterAt = now;
            await LookAfterRowsAsync(now, cancellationToken);
        }

        if (pipeline.Value.AddressOfJobs is null)
        {
            // Files cannot be taken in yet; a warning at start and health say so.
            return;
        }

        // Messages in the queue are files on their way in. A message in work counts too.
        var room = await admission.RoomAsync(cancellationToken);
        room -= room > 0 ? (await storage.DroppedFiles.GetPropertiesAsync(cancellationToken)).Value.ApproximateMessagesCount : 0;
        if (room > 0)
        {
            var files = await FindAsync(room, now, cancellationToken);
            await Parallel.ForEachAsync(files, new ParallelOptions { MaxDegreeOfParallelism = SendsAtOnce, CancellationToken = cancellationToken }, async (file, token) =>
            {
                await storage.DroppedFiles.SendMessageAsync(DropEvent.For(storage.Drops, file, now), timeToLive: TimeSpan.FromSeconds(-1), cancellationToken: token);
                _announced[Key(file)] = now;
            });
        }
    }

    /// <summary>Whether files wait because the app's address is unknown. Only the first page of a large folder is checked.</summary>
    public async Task<bool> HasStrandedAsync(CancellationToken cancellationToken)
    {
        if (pipeline.Value.AddressOfJobs is not null)
        {
            return false;
        }

        await foreach (var page in storage.Drops.GetBlobsAsync(cancellationToken: cancellationToken).AsPages(pageSizeHint: LeastPage))
        {
            return page.Values.Any(IsSource);
        }

        return false;
    }

    async Task<List<BlobItem>> FindAsync(int room, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var files = new List<BlobItem>();
        var pages = storage.Drops.GetBlobsAsync(cancellationToken: cancellationToken)
            .AsPages(pageSizeHint: Math.Clamp(room + _announced.Count, LeastPage, MostPage));
        await foreach (var page in pages)
        {
            files.AddRange(page.Values.Where(file =>
                IsSource(file) && !_announced.ContainsKey(Key(file)) && now - file.Properties.LastModified >= options.Value.SweepAfter));
            if (files.Count >= room)
            {
                break;
            }
        }

        return files[..Math.Min(room, files.Count)];
    }

    /// <summary>Removes rows that a crash left without a job or after its end; otherwise they would reduce the bound for ever.</summary>
    async Task LookAfterRowsAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        var old = (await admission.FindOldAsync(now - Forgotten, cancellationToken)).ToArray();
        Random.Shared.Shuffle(old);
        foreach (var row in old.Take(MostLookedAfter))
        {
            var id = JobId.Parse(row.RowKey);
            if (await batches.FindAsync(BatchId.Of(id), cancellationToken) is { } batch)
            {
                await (batch.HasEnded ? ends.PutBackAsync(batch, cancellationToken) : Task.CompletedTask);
            }
            else if (await store.FindAsync(id, cancellationToken) is not { } job)
            {
                await admission.LeaveAsync(id, cancellationToken);
            }
            else if (job.HasEnded)
            {
                await ends.PutBackAsync(job, cancellationToken);
            }
        }
    }

    bool IsSource(BlobItem file) => ignored.IsTaken(file.Name);

    static string Key(BlobItem file) => $"{file.Name}\n{(file.Properties.ETag is { } etag ? DropVersion.Unquoted(etag) : "")}";
}

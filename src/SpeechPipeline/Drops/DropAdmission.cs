using Azure.Data.Tables;
using Microsoft.Extensions.Options;
using SpeechPipeline.Storage;

namespace SpeechPipeline.Drops;

/// <summary>
/// Keeps the folder's unfinished jobs within their bound by counting their rows, so the cost depends on the bound, not on
/// history. A count is valid for a second, plus the jobs that this process has admitted since; each process may
/// exceed the bound by what it admits within that second.
/// </summary>
public sealed class DropAdmission(PipelineStorage storage, IOptions<DropOptions> options, TimeProvider time) : IDisposable
{
    static readonly TimeSpan Trusted = TimeSpan.FromSeconds(1);

    readonly SemaphoreSlim _counting = new(1);
    long? _countedAt;
    int _counted;
    int _since;
    int _entering;

    /// <summary>How many more jobs may be admitted; zero or less if the bound is reached.</summary>
    public async Task<int> RoomAsync(CancellationToken cancellationToken)
    {
        await _counting.WaitAsync(cancellationToken);
        try
        {
            return await CurrentRoomAsync(cancellationToken);
        }
        finally
        {
            _counting.Release();
        }
    }

    /// <summary>Adds a row for a job that is about to be accepted.</summary>
    /// <returns>False if the bound is reached.</returns>
    public async Task<bool> TryEnterAsync(JobId id, CancellationToken cancellationToken)
    {
        await _counting.WaitAsync(cancellationToken);
        try
        {
            if (await CurrentRoomAsync(cancellationToken) <= 0)
            {
                return false;
            }

            _since++;
            Interlocked.Increment(ref _entering);
        }
        finally
        {
            _counting.Release();
        }

        try
        {
            await storage.DropTable.UpsertEntityAsync(DropRow.For(id), TableUpdateMode.Replace, cancellationToken);
            return true;
        }
        finally
        {
            Interlocked.Decrement(ref _entering);
        }
    }

    /// <summary>Whether the end of a job must still be written to the folder.</summary>
    public async Task<bool> IsInAsync(JobId id, CancellationToken cancellationToken) =>
        await storage.DropTable.FindAsync<DropRow>(DropRow.Unfinished, id.ToString(), cancellationToken) is not null;

    public Task LeaveAsync(JobId id, CancellationToken cancellationToken) =>
        storage.DropTable.DeleteEntityAsync(DropRow.Unfinished, id.ToString(), cancellationToken: cancellationToken);

    /// <summary>The rows that were added before that time.</summary>
    public async Task<IReadOnlyList<DropRow>> FindOldAsync(DateTimeOffset before, CancellationToken cancellationToken)
    {
        var old = new List<DropRow>();
        await foreach (var row in storage.DropTable.QueryAsync<DropRow>(row => row.PartitionKey == DropRow.Unfinished, cancellationToken: cancellationToken))
        {
            if (row.Timestamp < before)
            {
                old.Add(row);
            }
        }

        return old;
    }

    public void Dispose() => _counting.Dispose();

    async Task<int> CurrentRoomAsync(CancellationToken cancellationToken)
    {
        if (_countedAt is null || time.GetElapsedTime(_countedAt.Value) >= Trusted)
        {
            // Rows that are just being written may or may not be in the count, so they are added.
            (_since, _countedAt) = (Volatile.Read(ref _entering), time.GetTimestamp());
            _counted = 0;
            await foreach (var _ in storage.DropTable.QueryAsync<DropRow>(
                row => row.PartitionKey == DropRow.Unfinished, select: [nameof(DropRow.RowKey)], cancellationToken: cancellationToken))
            {
                _counted++;
            }
        }

        return options.Value.UnfinishedLimit - _counted - _since;
    }
}

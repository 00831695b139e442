using Azure.Data.Tables;
using Microsoft.Extensions.Options;
using SpeechPipeline.Storage;

namespace SpeechPipeline.Drops;

/// <summary>
/// Keeps the folder's unfinished jobs within their bound, by counting their rows: what that costs follows the bound, never
/// history. A count is trusted for a second, with all that this process has let in since added; of several processes each may go
/// past the bound by what it lets in within that second.
/// </summary>
public sealed class DropAdmission(PipelineStorage storage, IOptions<DropOptions> options, TimeProvider time) : IDisposable
{
    static readonly TimeSpan Trusted = TimeSpan.FromSeconds(1);

    readonly SemaphoreSlim _counting = new(1);
    long? _countedAt;
    int _counted;
    int _since;
    int _entering;

    /// <summary>How many more may be let in; none or less when it is full.</summary>
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

    /// <summary>Enters a job that is about to be accepted.</summary>
    /// <returns>False when the bound is reached.</returns>
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

    /// <summary>Whether the end of a job is still owed to the folder.</summary>
    public async Task<bool> IsInAsync(JobId id, CancellationToken cancellationToken) =>
        await storage.DropTable.FindAsync<DropRow>(DropRow.Unfinished, id.ToString(), cancellationToken) is not null;

    public Task LeaveAsync(JobId id, CancellationToken cancellationToken) =>
        storage.DropTable.DeleteEntityAsync(DropRow.Unfinished, id.ToString(), cancellationToken: cancellationToken);

    /// <summary>The rows that were entered before that time.</summary>
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
            // What is on its way into the table may or may not be counted: it is added.
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

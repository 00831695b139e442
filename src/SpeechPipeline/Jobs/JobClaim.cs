using Microsoft.Extensions.Logging;
using SpeechPipeline.Storage;

namespace SpeechPipeline.Jobs;

/// <summary>
/// A runner's hold on a job: taken and renewed by conditional writes to the job's row, which carry its progress along. When
/// someone else changes the row (a cancellation, or a rival after the claim ran out), <see cref="Lost"/> is cancelled and
/// nothing more is written.
/// </summary>
public sealed partial class JobClaim : IAsyncDisposable
{
    readonly JobStore _store;
    readonly JobOptions _options;
    readonly TimeProvider _time;
    readonly ILogger _logger;
    readonly CancellationTokenSource _lost;
    readonly CancellationTokenSource _stop = new();
    readonly Lock _lock = new();
    readonly Task _renewing;
    bool _progressed;

    JobClaim(JobRow row, JobStore store, JobOptions options, TimeProvider time, ILogger logger, CancellationToken cancellationToken)
    {
        (Row, _store, _options, _time, _logger) = (row, store, options, time, logger);
        _lost = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        _renewing = RenewAsync();
    }

    /// <summary>
    /// The job as this runner knows it. Changed only under the claim; how the invocation ends is written on a copy, so that a
    /// claim that is given back after a fault says nothing that did not come to be.
    /// </summary>
    public JobRow Row { get; }

    /// <summary>Cancelled when the job is no longer this runner's, or the caller gives up.</summary>
    public CancellationToken Lost => _lost.Token;

    /// <summary>Takes the job.</summary>
    /// <returns>Null when someone else was first.</returns>
    public static async Task<JobClaim?> TryTakeAsync(
        JobRow row, JobStore store, JobOptions options, TimeProvider time, ILogger logger, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        row.State = JobStatus.Running;
        row.StatusReason = null;
        row.NextAttemptAt = null;
        row.StartedAt ??= now;
        row.ProgressedAt ??= now;
        row.ClaimOwner = Guid.NewGuid().ToString("N");
        row.ClaimUntil = now + options.ClaimDuration;
        return await store.TryWriteAsync(row, [], cancellationToken)
            ? new JobClaim(row, store, options, time, logger, cancellationToken)
            : null;
    }

    /// <summary>Notes something on the row; it is written with the next renewal.</summary>
    public void Note(Action<JobRow> change)
    {
        lock (_lock)
        {
            change(Row);
            _progressed = true;
        }
    }

    /// <summary>Ends the renewing, so that the row's last change under this claim can be written.</summary>
    /// <returns>False when the claim is lost: then there is nothing to write.</returns>
    public async Task<bool> SettleAsync()
    {
        await _stop.CancelAsync();
        await _renewing;
        return !_lost.IsCancellationRequested;
    }

    public async ValueTask DisposeAsync()
    {
        await SettleAsync();
        _stop.Dispose();
        _lost.Dispose();
    }

    async Task RenewAsync()
    {
        using var timer = new PeriodicTimer(_options.ProgressInterval, _time);
        try
        {
            while (await timer.WaitForNextTickAsync(_stop.Token))
            {
                if (!await RenewIfDueAsync())
                {
                    await _lost.CancelAsync();
                    return;
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The work is settled, or the caller has given up.
        }
    }

    async Task<bool> RenewIfDueAsync()
    {
        var now = _time.GetUtcNow();
        JobRow copy;
        lock (_lock)
        {
            if (!_progressed && Row.ClaimUntil - now > _options.ClaimDuration * 2 / 3)
            {
                return true;
            }

            _progressed = false;
            Row.ClaimUntil = now + _options.ClaimDuration;
            copy = Row.Copy();
        }

        try
        {
            var renewed = await _store.TryWriteAsync(copy, [], CancellationToken.None);
            lock (_lock)
            {
                Row.ETag = copy.ETag;
                Row.WriteId = copy.WriteId;
            }

            return renewed;
        }
        catch (Exception e) when (StorageFault.Is(e))
        {
            // Nobody cancels this write: here a cancellation is a time-out of storage, and several failed tries are an aggregate.
            Log.NotRenewed(_logger, e, Row.PartitionKey);
            return _time.GetUtcNow() < copy.ClaimUntil - (_options.ClaimDuration / 3);
        }
    }

    static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "Job {Job}: its claim could not be renewed")]
        public static partial void NotRenewed(ILogger logger, Exception exception, string job);
    }
}

using System.Collections.Concurrent;
using System.Text.Json;
using Azure;
using Azure.Data.Tables;
using Azure.Storage.Queues.Models;
using SpeechPipeline.Drops;
using SpeechPipeline.FaultTests.Faults;
using SpeechPipeline.Jobs;
using SpeechPipeline.Storage;

namespace SpeechPipeline.FaultTests.Fixtures;

/// <summary>
/// Many files, dropped while two processes sweep and serve: most have one version, some are overwritten once or twice; of the
/// events some are lost, some come twice, all come late and in any order.
/// </summary>
sealed class DropRun(FaultFixture fixture, int files, Random random, Func<CoreProcess> start)
{
    const int Uploaders = 6;
    const int Servers = 6;

    /// <summary>Enough for many to be overwritten before they are taken; Azurite goes through all that it holds at each call.</summary>
    const int MostWaiting = 200;

    static readonly TimeSpan Often = TimeSpan.FromMilliseconds(100);
    static readonly TimeSpan Rarely = TimeSpan.FromSeconds(1);
    static readonly TimeSpan LongestIntake = TimeSpan.FromSeconds(10);

    // No folders: each would be one more call, for its defaults.
    readonly string _prefix = $"{files}-files-";
    readonly Lock _lock = new();
    readonly List<string> _events = [];
    readonly ConcurrentQueue<Exception> _failures = new();
    int[] _versions = [];
    int _sent;
    int _lost;
    int _swept;
    int _mostUnfinished;
    bool _isUploaded;

    public async Task RunAsync()
    {
        _versions = [.. Enumerable.Range(0, files).Select(_ => random.Next(10) switch { < 7 => 1, < 9 => 2, _ => 3 }).Select(versions => fixture.IsArmed(Gate.Overwrites) ? versions : 1)];
        // Each file belongs to one uploader, so that its versions are uploaded in order.
        var steps = Enumerable.Range(0, Uploaders).Select(uploader =>
        {
            var own = Enumerable.Range(0, files).Where(file => file % Uploaders == uploader).SelectMany(file => Enumerable.Repeat(file, _versions[file])).ToArray();
            random.Shuffle(own);
            return own;
        }).ToArray();

        await using var one = start();
        await using var other = start();
        using var stopping = CancellationTokenSource.CreateLinkedTokenSource(FaultFixture.Cancellation);
        Task[] serving =
        [
            LoopAsync(one, SweepAsync, Rarely, stopping.Token), LoopAsync(other, SweepAsync, Rarely, stopping.Token), LoopAsync(one, DrainAsync, Rarely, stopping.Token),
            .. Enumerable.Range(0, Servers).Select(server => LoopAsync(server % 2 == 0 ? one : other, server < 2 ? ServeEventAsync : ServeQueueAsync, Often, stopping.Token)),
        ];
        await Task.WhenAll(steps.Select(UploadAsync));
        _isUploaded = true;
        await Eventually.IsTrueAsync(async () =>
        {
            await Task.Delay(Rarely, FaultFixture.Cancellation);
            return await IsAtRestAsync();
        }, "everything is taken", TimeSpan.FromHours(1), FaultFixture.Cancellation);
        await stopping.CancelAsync();
        await Task.WhenAll(serving);
        Assert.Empty(_failures);
    }

    public async Task<DropLedger> CloseAsync()
    {
        var jobs = new Dictionary<string, int>(StringComparer.Ordinal);
        var unexpected = 0;
        await foreach (var job in fixture.Storage.JobTable.QueryAsync<JobRow>(row => row.RowKey == JobRow.Key, maxPerPage: 1_000, ["Drop", "Title"], FaultFixture.Cancellation))
        {
            if (job.Drop?.StartsWith(_prefix, StringComparison.Ordinal) == true)
            {
                jobs[job.Title!] = jobs.GetValueOrDefault(job.Title!) + 1;
            }
        }

        var (last, earlier, doubled, lost) = (0, 0, 0, 0);
        for (var file = 0; file < files; file++)
        {
            for (var version = 1; version <= _versions[file]; version++)
            {
                var count = jobs.GetValueOrDefault($"{Path(file)} v{version}");
                jobs.Remove($"{Path(file)} v{version}");
                doubled += count > 1 ? 1 : 0;
                last += version == _versions[file] && count == 1 ? 1 : 0;
                lost += version == _versions[file] && count == 0 ? 1 : 0;
                earlier += version < _versions[file] && count == 1 ? 1 : 0;
            }
        }

        unexpected += jobs.Count;
        foreach (var container in new[] { fixture.Storage.Drops, fixture.Storage.DropsFailed })
        {
            await foreach (var _ in container.GetBlobsAsync(prefix: _prefix, traits: default, states: default, cancellationToken: FaultFixture.Cancellation))
            {
                unexpected++;
            }
        }

        return new DropLedger(files, _versions.Sum(), _sent, _lost, _swept, _mostUnfinished, last, earlier, doubled, lost, unexpected);
    }

    /// <summary>An event as Event Grid delivers it.</summary>
    public static QueueMessage Announce(string path) => QueuesModelFactory.QueueMessage(Guid.NewGuid().ToString(), "", BinaryData.FromString(Convert.ToBase64String(JsonSerializer.SerializeToUtf8Bytes(new
    {
        subject = $"/blobServices/default/containers/drops/blobs/{path}",
        eventType = "Microsoft.Storage.BlobCreated",
        data = new { url = "", eTag = "0x0" },
    }))), 1);

    async Task UploadAsync(int[] steps)
    {
        var versions = new Dictionary<int, int>();
        foreach (var (step, file) in steps.Index())
        {
            while (step % 20 == 0 && _failures.IsEmpty && await CountWaitingAsync() > MostWaiting)
            {
                await Task.Delay(Rarely, FaultFixture.Cancellation);
            }

            var version = versions[file] = versions.GetValueOrDefault(file) + 1;
            await fixture.Storage.Drops.GetBlobClient(Path(file)).UploadAsync(BinaryData.FromString($"# {Path(file)} v{version}\n\nText."), overwrite: true, FaultFixture.Cancellation);
            lock (_lock)
            {
                var times = fixture.IsArmed(Gate.Events) ? random.Next(10) switch { < 3 => 0, < 8 => 1, _ => 2 } : 1;
                _lost += times == 0 ? 1 : 0;
                _sent += times;
                _events.AddRange(Enumerable.Repeat(Path(file), times));
            }
        }
    }

    async Task<int> CountWaitingAsync() => await fixture.Storage.Drops.GetBlobsAsync(cancellationToken: FaultFixture.Cancellation).CountAsync(FaultFixture.Cancellation);

    static Task<bool> SweepAsync(CoreProcess process, CancellationToken cancellationToken) => Wait(process.SweepDropsAsync(cancellationToken));

    async Task<bool> ServeEventAsync(CoreProcess process, CancellationToken cancellationToken)
    {
        string path;
        lock (_lock)
        {
            // Late: some are always on their way, as long as files come.
            if (_events.Count <= (_isUploaded ? 0 : files / 20))
            {
                return false;
            }

            var chosen = random.Next(_events.Count);
            path = _events[chosen];
            _events[chosen] = _events[^1];
            _events.RemoveAt(_events.Count - 1);
        }

        await process.RunAsync(QueueNames.DroppedFiles, Announce(path), cancellationToken);
        return true;
    }

    async Task<bool> ServeQueueAsync(CoreProcess process, CancellationToken cancellationToken)
    {
        var messages = (await fixture.Storage.DroppedFiles.ReceiveMessagesAsync(8, TimeSpan.FromMinutes(10), cancellationToken)).Value;
        foreach (var message in messages)
        {
            await process.RunAsync(QueueNames.DroppedFiles, message, cancellationToken);
            await fixture.Storage.DroppedFiles.DeleteMessageAsync(message.MessageId, message.PopReceipt, cancellationToken);
            Interlocked.Increment(ref _swept);
        }

        return messages.Length > 0;
    }

    /// <summary>
    /// Nobody speaks the jobs here: for the folder's bound they are as good as ended, and what they hold is deleted as old jobs' blobs are.
    /// </summary>
    async Task<bool> DrainAsync(CoreProcess process, CancellationToken cancellationToken)
    {
        await fixture.Storage.SpeechJobs.ClearMessagesAsync(cancellationToken);
        var rows = await fixture.Storage.DropTable.QueryAsync<DropRow>(select: [nameof(DropRow.PartitionKey), nameof(DropRow.RowKey)], cancellationToken: cancellationToken).ToListAsync(cancellationToken);
        _mostUnfinished = Math.Max(_mostUnfinished, rows.Count);
        foreach (var some in rows.Chunk(100))
        {
            await fixture.Storage.DropTable.SubmitTransactionAsync(some.Select(row => new TableTransactionAction(TableTransactionActionType.Delete, row, ETag.All)), cancellationToken);
        }

        var blobs = await fixture.Storage.Jobs.GetBlobsAsync(cancellationToken: cancellationToken).ToListAsync(cancellationToken);
        var accepted = DateTimeOffset.UtcNow - LongestIntake;
        await Parallel.ForEachAsync(blobs.Where(blob => blob.Properties.CreatedOn < accepted), cancellationToken, async (blob, token) =>
            await fixture.Storage.Jobs.DeleteBlobIfExistsAsync(blob.Name, cancellationToken: token));
        return false;
    }

    async Task<bool> IsAtRestAsync()
    {
        // Whoever has failed serves no more: there would be no end.
        if (!_failures.IsEmpty)
        {
            return true;
        }

        lock (_lock)
        {
            if (_events.Count > 0)
            {
                return false;
            }
        }

        await foreach (var _ in fixture.Storage.Drops.GetBlobsAsync(prefix: _prefix, traits: default, states: default, cancellationToken: FaultFixture.Cancellation))
        {
            return false;
        }

        return (await fixture.Storage.DroppedFiles.GetPropertiesAsync(FaultFixture.Cancellation)).Value.ApproximateMessagesCount == 0;
    }

    async Task LoopAsync(CoreProcess process, Func<CoreProcess, CancellationToken, Task<bool>> work, TimeSpan wait, CancellationToken stopping)
    {
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                if (!await work(process, CancellationToken.None))
                {
                    await Task.Delay(wait, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                }
            }
            catch (Exception e)
            {
                // Nothing is struck here: whatever is thrown is a finding.
                _failures.Enqueue(e);
                return;
            }
        }
    }

    static async Task<bool> Wait(Task task)
    {
        await task;
        return false;
    }

    string Path(int file) => $"{_prefix}{file}.md";
}

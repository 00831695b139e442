using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Queues;
using Azure.Storage.Queues.Models;
using Microsoft.Extensions.DependencyInjection;
using SpeechPipeline.Batches;
using SpeechPipeline.Durability;
using SpeechPipeline.Jobs;
using SpeechPipeline.LocalHost.Azurite;
using SpeechPipeline.Requests;
using SpeechPipeline.Storage;

namespace SpeechPipeline.Benchmarks;

/// <summary>What an item of a batch costs in storage calls, for batches of 100, 1,000 and 10,000 items and an endpoint that takes no time.</summary>
/// <remarks>
/// Azurite goes through all blobs that it holds at each call. So what ended jobs hold is deleted beside the run, by calls that are not counted, and
/// storage is on disk: in memory, it goes through all that was ever written, every ten minutes.
/// </remarks>
static class BatchBenchmark
{
    const int Workers = 16;

    /// <param name="most">The items of the largest batch; Azurite takes some twenty minutes for 10,000.</param>
    public static async Task RunAsync(int most)
    {
        var folder = Directory.CreateTempSubdirectory("speech-batch-");
        try
        {
            await using var azurite = await AzuriteServer.StartAsync(folder.FullName);
            await RunAsync(azurite, most);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    static async Task RunAsync(AzuriteServer azurite, int most)
    {
        await using var endpoint = await FixedEndpoint.StartAsync(TimeSpan.Zero, atOnce: 1_000);
        using var counter = new CallCounter();
        await using var services = StorageCallsBenchmark.Build(azurite, endpoint, counter);
        await services.GetRequiredService<PipelineStorage>().CreateAsync(CancellationToken.None);

        var blobs = new BlobServiceClient(azurite.ConnectionString);
        double? first = null;
        foreach (var items in new[] { 100, 1_000, 10_000 }.Where(items => items <= most))
        {
            counter.Take();
            var began = Stopwatch.GetTimestamp();
            var (batch, empty) = await RunAsync(services, blobs, items);
            var took = Stopwatch.GetElapsedTime(began);
            var perItem = (double)(counter.Take().Count - empty) / items;
            first ??= perItem;
            Console.WriteLine(
                $"{items,6:N0} items: {batch.Completed:N0} completed; {perItem:0.00} storage calls an item ({perItem / first:0.000} x that of 100), {took.TotalSeconds:0.0} s, {took.TotalMilliseconds / items:0.0} ms an item");
        }
    }

    static async Task<(BatchRow Batch, int EmptyReceives)> RunAsync(ServiceProvider services, BlobServiceClient blobs, int items)
    {
        var intake = services.GetRequiredService<BatchIntake>();
        var id = BatchId.New(TimeProvider.System);
        using var body = new MemoryStream(Lines(items));
        var (envelope, _) = await intake.StoreAsync(id, BatchKind.Ndjson, charset: null, body, QueryFields.Read([KeyValuePair.Create("response_format", "wav")]), default);
        await intake.AcceptAsync(id, id, envelope!, "http://127.0.0.1/api", Origin.Caller, default);

        var storage = services.GetRequiredService<PipelineStorage>();
        using var done = new CancellationTokenSource();
        var ended = new ConcurrentDictionary<string, bool>();
        var workers = Enumerable.Range(0, Workers).Select(_ => ServeAsync(storage.SpeechJobs, async message =>
        {
            var job = (await services.GetRequiredService<WorkQueue<JobMessage>>().ReadAsync(message, default))!;
            await services.GetRequiredService<JobRunner>().RunAsync(job, default);
            ended.TryAdd(job.Job, true);
        }, done.Token));
        var expander = ServeAsync(storage.SpeechBatches, async message =>
            await services.GetRequiredService<BatchRunner>().RunAsync((await services.GetRequiredService<WorkQueue<BatchMessage>>().ReadAsync(message, default))!, default), done.Token);
        var all = Task.WhenAll([.. workers, expander]);
        var clearing = ClearAwayAsync(blobs, ended, done.Token);

        var (looks, batch) = (0, default(BatchRow));
        for (; batch?.HasEnded != true; looks++)
        {
            await Task.Delay(1_000);
            batch = await services.GetRequiredService<BatchStore>().FindAsync(id, default);
        }

        await done.CancelAsync();
        await clearing;
        return (batch, looks + (await all).Sum());
    }

    /// <summary>Deletes what ended jobs hold, until told to stop: their folders, their episodes, and the segments that they had spoken.</summary>
    static async Task ClearAwayAsync(BlobServiceClient blobs, ConcurrentDictionary<string, bool> ended, CancellationToken done)
    {
        while (!done.IsCancellationRequested)
        {
            await Task.Delay(TimeSpan.FromSeconds(2), done).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            foreach (var container in (string[])["jobs", "segments", "episodes"])
            {
                var client = blobs.GetBlobContainerClient(container);
                var idle = client.GetBlobsAsync(BlobTraits.Metadata, default, null, CancellationToken.None)
                    .Where(blob => ended.ContainsKey(blob.Metadata.TryGetValue("job", out var job) ? job : blob.Name.Split('/')[0]));
                await Parallel.ForEachAsync(
                    idle, new ParallelOptions { MaxDegreeOfParallelism = Workers }, async (blob, _) => await client.DeleteBlobAsync(blob.Name, cancellationToken: CancellationToken.None));
            }
        }
    }

    /// <returns>How many looks found nothing: what a host costs that has nothing to do.</returns>
    static async Task<int> ServeAsync(QueueClient queue, Func<QueueMessage, Task> function, CancellationToken done)
    {
        var empty = 0;
        while (!done.IsCancellationRequested)
        {
            if ((await queue.ReceiveMessageAsync(TimeSpan.FromMinutes(10), CancellationToken.None)).Value is not { } message)
            {
                empty++;
                await Task.Delay(100, CancellationToken.None);
                continue;
            }

            await function(message);
            await queue.DeleteMessageAsync(message.MessageId, message.PopReceipt, CancellationToken.None);
        }

        return empty;
    }

    static byte[] Lines(int items)
    {
        var lines = new StringBuilder();
        for (var i = 0; i < items; i++)
        {
            lines.Append($"{{\"input\":\"{i}, {Guid.NewGuid().ToString("N")[..12]}.\"}}\n");
        }

        return Encoding.UTF8.GetBytes(lines.ToString());
    }
}

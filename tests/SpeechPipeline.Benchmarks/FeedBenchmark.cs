using System.Diagnostics;
using System.Security.Cryptography;
using Azure.Data.Tables;
using Microsoft.Extensions.DependencyInjection;
using SpeechPipeline.LocalHost.Azurite;
using SpeechPipeline.Publishing;
using SpeechPipeline.Requests;
using SpeechPipeline.Shows;
using SpeechPipeline.Storage;

namespace SpeechPipeline.Benchmarks;

/// <summary>
/// What it costs to make the feed of a show of 200 and of 2,000 episodes, from storage to storage: time, storage calls, memory. Azurite
/// works in a process of its own and is part of the time, not of the memory.
/// </summary>
static class FeedBenchmark
{
    const int Runs = 9;

    public static async Task RunAsync()
    {
        await using var azurite = await AzuriteServer.StartAsync();
        await using var endpoint = await FixedEndpoint.StartAsync(TimeSpan.Zero, atOnce: 1);
        using var counter = new CallCounter();
        await using var services = StorageCallsBenchmark.Build(azurite, endpoint, counter);
        await services.GetRequiredService<PipelineStorage>().CreateAsync(CancellationToken.None);

        Cost? first = null;
        foreach (var episodes in (int[])[200, 2_000])
        {
            var show = ShowName.Parse($"of-{episodes}");
            await FillAsync(services, show, episodes);
            var cost = await MeasureAsync(services, counter, show);
            first ??= cost;
            Console.WriteLine(
                $"{episodes,5} episodes: {cost.Bytes / 1e6:0.00} MB of feed; {cost.Milliseconds:0} ms = {cost.Milliseconds / first.Milliseconds:0.0} x, "
                + $"{cost.Calls} storage calls, {cost.Allocated / 1e6:0.0} MB allocated = {cost.Allocated / first.Allocated:0.0} x, "
                + $"{cost.Peak / 1e6:0.0} MB more in use at most = {cost.Peak / first.Peak:0.0} x; of rows already in memory {cost.WriteMilliseconds:0.0} ms (medians of {Runs})");
        }
    }

    static async Task<Cost> MeasureAsync(ServiceProvider services, CallCounter counter, ShowName show)
    {
        var (feed, blob) = (services.GetRequiredService<ShowFeed>(), services.GetRequiredService<PipelineStorage>().Shows.GetBlobClient($"{show}/feed.xml"));
        var (time, calls, allocated, peaks) = (new List<double>(), 0, new List<double>(), new List<double>());
        for (var run = 0; run <= Runs; run++)
        {
            await blob.DeleteIfExistsAsync();
            counter.Take();
            var before = (Bytes: GC.GetTotalAllocatedBytes(precise: true), InUse: GC.GetTotalMemory(forceFullCollection: true));
            using var peak = new Peak();
            var began = Stopwatch.GetTimestamp();
            await feed.RebuildAsync(show, CancellationToken.None);
            time.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
            peaks.Add(peak.Stop() - before.InUse);
            allocated.Add(GC.GetTotalAllocatedBytes(precise: true) - before.Bytes);
            calls = counter.Take().Count;
        }

        // The first one warms up.
        var bytes = (await blob.GetPropertiesAsync()).Value.ContentLength;
        return new Cost(bytes, Median.Of(time.Skip(1)), calls, Median.Of(allocated.Skip(1)), Median.Of(peaks.Skip(1)), await WriteAsync(services, show));
    }

    static async Task<double> WriteAsync(ServiceProvider services, ShowName show)
    {
        var row = (await services.GetRequiredService<ShowStore>().FindAsync(show, CancellationToken.None))!;
        var episodes = new List<EpisodeRow>();
        for (JobId? last = null; ;)
        {
            var page = await services.GetRequiredService<ShowEpisodes>().ListAsync(show, last, 1_000, CancellationToken.None);
            episodes.AddRange(page);
            if (page.Count == 0)
            {
                break;
            }

            last = JobId.Parse(page[^1].Job);
        }

        var time = new List<double>();
        for (var run = 0; run < Runs; run++)
        {
            var began = Stopwatch.GetTimestamp();
            using var content = PodcastFeed.Write(row, FeedOrder.Of(row.Settings, episodes), row.ChangedAt);
            time.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
        }

        return Median.Of(time);
    }

    static async Task FillAsync(ServiceProvider services, ShowName show, int episodes)
    {
        await services.GetRequiredService<ShowStore>().EnsureAsync(show, "https://speech.example.com/api", CancellationToken.None);
        var began = DateTimeOffset.UtcNow.AddDays(-episodes);
        var rows = Enumerable.Range(0, episodes).Select(i => Episode(show, began.AddDays(i), i));
        foreach (var slice in rows.Chunk(100))
        {
            await services.GetRequiredService<PipelineStorage>().ShowTable.SubmitTransactionAsync(slice.Select(row => new TableTransactionAction(TableTransactionActionType.Add, row)));
        }
    }

    static EpisodeRow Episode(ShowName show, DateTimeOffset created, int number)
    {
        var id = JobId.From(created, RandomNumberGenerator.GetBytes(10));
        return new EpisodeRow
        {
            PartitionKey = show.ToString(),
            RowKey = EpisodeRow.KeyOf(id),
            Order = $"{id}",
            ChangedAt = created,
            CreatedAt = created,
            Title = $"The lamp at the end of pier {number}",
            Author = "Nora Quay",
            Language = "en",
            Site = "Harbour Weekly",
            Link = $"https://example.com/articles/{number}",
            Image = $"https://example.com/pictures/{number}.jpg",
            Description = string.Join(' ', Enumerable.Repeat($"Pier {number} & its lamp, in the words of those who lit it.", 8)),
            AudioType = "audio/mpeg",
            AudioBytes = 5_000_000 + number,
            DurationSeconds = 300 + number,
            Token = EpisodeAddress.NewToken(),
            Generation = 1,
        };
    }

    sealed record Cost(long Bytes, double Milliseconds, int Calls, double Allocated, double Peak, double WriteMilliseconds);

    /// <summary>Looks every millisecond at how much managed memory is in use, garbage that is not collected yet included.</summary>
    sealed class Peak : IDisposable
    {
        readonly CancellationTokenSource _stop = new();
        readonly Thread _looking;
        long _most;

        public Peak()
        {
            _looking = new Thread(Look);
            _looking.Start();
        }

        public long Stop()
        {
            _stop.Cancel();
            _looking.Join();
            return _most;
        }

        public void Dispose() => _stop.Dispose();

        void Look()
        {
            while (!_stop.Token.WaitHandle.WaitOne(1))
            {
                _most = Math.Max(_most, GC.GetTotalMemory(forceFullCollection: false));
            }

            _most = Math.Max(_most, GC.GetTotalMemory(forceFullCollection: false));
        }
    }
}

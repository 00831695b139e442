using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using SpeechPipeline.Durability;
using SpeechPipeline.Jobs;
using SpeechPipeline.LocalHost.Azurite;
using SpeechPipeline.Storage;

namespace SpeechPipeline.Benchmarks;

/// <summary>What a sweep costs with 50 unfinished jobs, as finished ones pile up in the table: its cost is to follow what is unfinished.</summary>
static class SweepBenchmark
{
    const int Unfinished = 50;

    public static async Task RunAsync()
    {
        await using var azurite = await AzuriteServer.StartAsync();
        await using var endpoint = await FixedEndpoint.StartAsync(TimeSpan.Zero, atOnce: 1);
        using var counter = new CallCounter();
        await using var services = StorageCallsBenchmark.Build(azurite, endpoint, counter);
        await services.GetRequiredService<PipelineStorage>().CreateAsync(CancellationToken.None);

        // The waits are not over: the sweep looks at each job and leaves it as it is, so that all sweeps have the same to do.
        await AddAsync(services, Unfinished, JobStatus.Running);
        (int Calls, double Seconds)? first = null;
        foreach (var finished in (int[])[0, 10_000, 100_000])
        {
            await AddAsync(services, finished - (first is null ? 0 : finished == 10_000 ? 0 : 10_000), JobStatus.Completed);
            var sweep = await SweepAsync(services, counter);
            first ??= sweep;
            Console.WriteLine(
                $"{finished,7} finished jobs: {sweep.Calls} storage calls = {(double)sweep.Calls / first.Value.Calls:0.00} x, "
                + $"{sweep.Seconds:0.000} s = {sweep.Seconds / first.Value.Seconds:0.00} x (median of 9 sweeps of {Unfinished} unfinished jobs)");
        }
    }

    static async Task<(int Calls, double Seconds)> SweepAsync(ServiceProvider services, CallCounter counter)
    {
        var (calls, seconds) = (new List<double>(), new List<double>());
        for (var i = 0; i < 10; i++)
        {
            await MakeDueAsync(services);
            counter.Take();
            var began = Stopwatch.GetTimestamp();
            await services.GetRequiredService<Sweep>().RunAsync(CancellationToken.None);
            seconds.Add(Stopwatch.GetElapsedTime(began).TotalSeconds);
            calls.Add(counter.Take().Count);
        }

        // The first one warms up.
        return ((int)Median.Of([.. calls.Skip(1)]), Median.Of([.. seconds.Skip(1)]));
    }

    static async Task MakeDueAsync(ServiceProvider services)
    {
        await foreach (var row in services.GetRequiredService<PipelineStorage>().UnfinishedTable.QueryAsync<UnfinishedRow>())
        {
            await services.GetRequiredService<UnfinishedIndex>().MoveAsync(row, DateTimeOffset.UtcNow.AddMinutes(-1), CancellationToken.None);
        }
    }

    static Task AddAsync(ServiceProvider services, int count, JobStatus status) =>
        Parallel.ForEachAsync(Enumerable.Range(0, count), new ParallelOptions { MaxDegreeOfParallelism = 16 }, async (_, token) =>
        {
            var row = new JobRow
            {
                Id = JobId.New(TimeProvider.System),
                State = status,
                Run = 1,
                CreatedAt = DateTimeOffset.UtcNow,
                NextAttemptAt = status == JobStatus.Running ? DateTimeOffset.UtcNow.AddDays(1) : null,
            };
            await services.GetRequiredService<PipelineStorage>().JobTable.AddEntityAsync(row, token);
            if (!row.HasEnded)
            {
                await services.GetRequiredService<UnfinishedIndex>().SetAsync(UnfinishedRow.For(row, DateTimeOffset.UtcNow), token);
            }
        });
}

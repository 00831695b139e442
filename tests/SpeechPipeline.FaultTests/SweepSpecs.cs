using SpeechPipeline.FaultTests.Bench;
using SpeechPipeline.FaultTests.Faults;
using SpeechPipeline.Jobs;

namespace SpeechPipeline.FaultTests;

/// <summary>What a sweep costs follows what is unfinished.</summary>
public sealed class SweepSpecs(FaultBench bench) : IClassFixture<FaultBench>
{
    const int Unfinished = 20;

    [Fact]
    public async Task Jobs_that_are_finished_cost_a_sweep_nothing()
    {
        await AddAsync(Unfinished, JobStatus.Running);
        var alone = await CountAsync();
        await AddAsync(500, JobStatus.Completed);
        Assert.Equal(alone, await CountAsync());

        // A query of each shard, and for each job its partition and its next time.
        Assert.Equal(LiveRow.Shards + (2 * Unfinished), alone);
        await bench.ForgetAsync();
    }

    async Task<int> CountAsync()
    {
        await foreach (var row in bench.Storage.LiveTable.QueryAsync<LiveRow>(cancellationToken: FaultBench.Cancellation))
        {
            row.Due = DateTimeOffset.UtcNow.AddMinutes(-1);
            await bench.Storage.LiveTable.UpsertEntityAsync(row, cancellationToken: FaultBench.Cancellation);
        }

        var gate = new FaultGate();
        await using var process = new CoreProcess(bench, TimeProvider.System, gate.SendAsync, new Witness(TimeProvider.System), []);
        await process.SweepAsync(FaultBench.Cancellation);
        return gate.Calls;
    }

    Task AddAsync(int count, JobStatus status) =>
        Parallel.ForEachAsync(Enumerable.Range(0, count), FaultBench.Cancellation, async (_, token) =>
        {
            var row = new JobRow { Id = JobId.New(TimeProvider.System), State = status, Run = 1, NextAttemptAt = DateTimeOffset.UtcNow.AddDays(1) };
            await bench.Storage.JobTable.AddEntityAsync(row, token);
            if (!row.HasEnded)
            {
                await bench.Storage.LiveTable.AddEntityAsync(LiveRow.For(row, DateTimeOffset.UtcNow), token);
            }
        });
}

using SpeechPipeline.Durability;
using SpeechPipeline.FaultTests.Faults;
using SpeechPipeline.FaultTests.Fixtures;
using SpeechPipeline.Jobs;
using SpeechPipeline.Storage;

namespace SpeechPipeline.FaultTests;

/// <summary>What a sweep costs follows what is unfinished.</summary>
public sealed class SweepSpecs(FaultFixture fixture) : IClassFixture<FaultFixture>
{
    const int Unfinished = 20;

    [Fact]
    public async Task Jobs_that_are_finished_cost_a_sweep_nothing()
    {
        var tally = new Tally("a sweep among finished jobs");
        await AddAsync(Unfinished, JobStatus.Running);
        var alone = await CountAsync();
        if (fixture.IsArmed(Gate.History))
        {
            await AddAsync(500, JobStatus.Completed);
        }

        var among = await CountAsync();
        var jobs = await fixture.Storage.JobTable.QueryAsync<JobRow>(row => row.RowKey == JobRow.Key, cancellationToken: FaultFixture.Cancellation).ToListAsync(FaultFixture.Cancellation);
        tally.Count(Counted.Finished, jobs.Count(job => job.HasEnded));
        tally.Close($"{Unfinished} unfinished jobs: {alone} calls alone, {among} among the finished", Counted.Finished.AtLeast(500));
        Assert.Equal(alone, among);

        // A query of each shard, and for each job its partition and its next time.
        Assert.Equal(UnfinishedRow.Shards + (2 * Unfinished), alone);
        await fixture.ForgetAsync();
    }

    async Task<int> CountAsync()
    {
        await foreach (var row in fixture.Storage.UnfinishedTable.QueryAsync<UnfinishedRow>(cancellationToken: FaultFixture.Cancellation))
        {
            row.Due = DateTimeOffset.UtcNow.AddMinutes(-1);
            await fixture.Storage.UnfinishedTable.UpsertEntityAsync(row, cancellationToken: FaultFixture.Cancellation);
        }

        var gate = fixture.GateFor(null);
        await using var process = new CoreProcess(fixture, TimeProvider.System, gate.SendAsync, new Witness(TimeProvider.System), []);
        await process.SweepAsync(FaultFixture.Cancellation);
        return gate.Calls;
    }

    Task AddAsync(int count, JobStatus status) =>
        Parallel.ForEachAsync(Enumerable.Range(0, count), FaultFixture.Cancellation, async (_, token) =>
        {
            var row = new JobRow { Id = JobId.New(TimeProvider.System), State = status, Run = 1, NextAttemptAt = DateTimeOffset.UtcNow.AddDays(1) };
            await fixture.Storage.JobTable.AddEntityAsync(row, token);
            if (!row.HasEnded)
            {
                await fixture.Storage.UnfinishedTable.AddEntityAsync(UnfinishedRow.For(row, DateTimeOffset.UtcNow), token);
            }
        });
}

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
        await AddAsync(Unfinished, JobStatus.Running);
        var alone = await CountAsync();
        await AddAsync(500, JobStatus.Completed);
        Assert.Equal(alone, await CountAsync());

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

        var gate = new FaultGate();
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

using System.Text;
using System.Text.Json;
using SpeechPipeline.Batches;
using SpeechPipeline.Durability;
using SpeechPipeline.FaultTests.Faults;
using SpeechPipeline.FaultTests.Fixtures;
using SpeechPipeline.Jobs;

namespace SpeechPipeline.FaultTests;

/// <summary>A batch whose process fails or dies at any call makes each of its items one job, counts each end once, and is told of once.</summary>
public sealed class BatchSpecs(FaultFixture fixture) : IClassFixture<FaultFixture>
{
    const int Items = 4;

    static readonly Fault[] Crashes = [Fault.Fail, Fault.LoseAnswer, Fault.LoseAnswerAndRetries, Fault.KillBefore, Fault.KillAfter, Fault.Answer412, Fault.Answer503];

    readonly Tally _tally = new("batches", Seed.Value);
    int _runs;

    [Fact]
    public async Task A_batch_survives_a_crash_at_any_of_sixteen_calls()
    {
        var random = new Random(Seed.Value);
        var calls = await CountCallsAsync();
        for (var i = 0; i < 16; i++)
        {
            await StruckAsync(Point(random.Next(1, calls), Crashes[i % Crashes.Length]));
        }

        // Few of these calls are to the endpoint; each item's is one of them.
        for (var call = 1; call < Items; call++)
        {
            await StruckAsync(new FaultPoint(call, Fault.KillAfter, counted => counted.Far == FarKind.Speech));
        }

        _tally.Close(
            $"N={_runs}, crash at 16 of {calls} calls, a batch of {Items} items",
            Counted.Struck.AtLeast(16), Counted.Killed.AtLeast(5), Counted.KilledInFlight.AtLeast(Items - 1), Counted.Redelivered.AtLeast(5));
    }

    [Fact]
    [Trait("Category", "Soak")]
    public async Task A_batch_survives_a_crash_at_every_call()
    {
        foreach (var fault in Crashes)
        {
            for (var call = 1; await StruckAsync(Point(call, fault)); call++)
            {
                if (call % 25 == 0)
                {
                    await fixture.EmptyStorageAsync();
                }
            }
        }

        _tally.Close(
            $"N={_runs}, crash at every call, a batch of {Items} items",
            Counted.Struck.AtLeast(500), Counted.Killed.AtLeast(200), Counted.KilledInFlight.AtLeast(6), Counted.Redelivered.AtLeast(300));
    }

    [Fact]
    public async Task A_batch_that_exists_is_looked_after_whatever_call_of_its_submission_was_the_last()
    {
        var (struck, exist) = (0, 0);
        for (var (call, isStruck) = (1, true); isStruck; call++)
        {
            var (gate, key) = (fixture.GateFor(new FaultPoint(call, Fault.KillAfter)), $"submitted{call}");
            var address = fixture.Sides.HookAddress(key);
            await using (var process = new CoreProcess(fixture, TimeProvider.System, gate.SendAsync, new Witness(TimeProvider.System), []))
            {
                try
                {
                    await process.SubmitBatchAsync(Lines(key), address, key, FaultFixture.Cancellation);
                }
                catch (Exception) when (gate.Struck is not null)
                {
                    // Nobody comes again: what exists is the sweep's to look after.
                }
            }

            isStruck = gate.Struck is not null;
            struck += isStruck ? 1 : 0;
            await foreach (var batch in fixture.Storage.BatchTable.QueryAsync<BatchRow>(row => row.RowKey == BatchRow.Key && row.Webhook == address, cancellationToken: FaultFixture.Cancellation))
            {
                exist++;
                Assert.NotEmpty(await fixture.Storage.UnfinishedTable.QueryAsync<UnfinishedRow>(row => row.Job == batch.PartitionKey, cancellationToken: FaultFixture.Cancellation)
                    .ToListAsync(FaultFixture.Cancellation));
            }
        }

        await fixture.ForgetAsync();
        _tally.Count(Counted.Struck, struck);
        _tally.Close($"the last call of a submission, {exist} batches exist", Counted.Struck.AtLeast(6));
        Assert.True(struck > 5, $"{struck}");
        Assert.InRange(exist, 2, struck);
    }

    /// <summary>An endpoint that answers 412 has refused what was asked of it, for good: the item fails, and rightly.</summary>
    static FaultPoint Point(int call, Fault fault) => new(call, fault, fault == Fault.Answer412 ? static counted => counted.Far != FarKind.Speech : null);

    /// <summary>How many calls a batch makes at least: a process that is new, or slow, makes more.</summary>
    async Task<int> CountCallsAsync()
    {
        var calls = int.MaxValue;
        for (var i = 0; i < 2; i++)
        {
            await using var run = Run($"untouched{i}", point: null);
            await run.ServeAsync();
            await CheckAsync(run, "untouched");
            calls = Math.Min(calls, run.First.Calls);
        }

        return calls;
    }

    async Task<bool> StruckAsync(FaultPoint point)
    {
        var label = $"{_runs}{point.Fault}{point.Call}";
        await using var run = Run(label, point);
        await run.ServeAsync();
        await CheckAsync(run, $"{point}, struck {run.First.Struck?.Name ?? "nothing"}");
        return run.First.Struck is not null;
    }

    // Two items at a time, so that the batch is admitted in three steps.
    ServedRun Run(string label, FaultPoint? point) =>
        new(fixture, new Article(label, Items), point, ("Batches:UnfinishedItems", "2"), ("Batches:AdmissionConcurrency", "1"), ("Jobs:SegmentConcurrency", "1"))
        {
            Submission = process => process.SubmitBatchAsync(Lines(label), fixture.Sides.HookAddress(label), label, FaultFixture.Cancellation),
        };

    /// <summary>One item is wrong, and is rejected by itself.</summary>
    static byte[] Lines(string label) => Encoding.UTF8.GetBytes(string.Join('\n', Enumerable.Range(0, Items).Select(i =>
        i == 1 ? "no job" : JsonSerializer.Serialize(new { model = "tone", voice = "one", input = $"Batch {label} says number {i}.", response_format = "wav", sample_rate = 16_000 }))));

    async Task CheckAsync(ServedRun run, string what)
    {
        _runs++;
        _tally.Count(run.Report(what));
        if (!run.CameToRest)
        {
            _tally.Find($"{what}: it did not come to rest");
        }

        if (run.Accepted.Distinct().Count() != 1)
        {
            _tally.Find($"{what}: {run.Accepted.Distinct().Count()} batches were answered for one key");
        }

        var id = run.Accepted[0];
        var batch = (await fixture.Storage.BatchTable.GetEntityIfExistsAsync<BatchRow>(id, BatchRow.Key, cancellationToken: FaultFixture.Cancellation)).Value;
        if (batch is not { State: BatchStatus.Completed, Items: Items, Completed: Items - 1, Rejected: 1, Failed: 0, Admitted: 0, Pending: 0 })
        {
            _tally.Find($"{what}: the batch is {(batch is null ? "gone" : $"{batch.Status}: {batch.Completed} completed, {batch.Rejected} rejected of {batch.Items}")}");
        }

        var jobs = await fixture.Storage.JobTable.QueryAsync<JobRow>(row => row.RowKey == JobRow.Key && row.Batch == id, cancellationToken: FaultFixture.Cancellation)
            .ToListAsync(FaultFixture.Cancellation);
        if (jobs.Count != Items - 1 || jobs.Any(job => job.State != JobStatus.Completed) || jobs.Select(job => job.BatchItem).Distinct().Count() != Items - 1)
        {
            _tally.Find($"{what}: {jobs.Count} jobs, {jobs.Count(job => job.State == JobStatus.Completed)} completed");
        }

        var told = fixture.Sides.Webhooks.Where(webhook => webhook.Job == id).Select(webhook => (webhook.Id, webhook.BodyHash, webhook.Type)).Distinct().ToList();
        if (told is not [{ Type: "batch.completed" }])
        {
            _tally.Find($"{what}: {told.Count} ends were told");
        }
    }
}

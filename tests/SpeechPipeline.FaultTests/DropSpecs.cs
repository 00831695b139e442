using System.Text;
using Microsoft.Extensions.Time.Testing;
using SpeechPipeline.Drops;
using SpeechPipeline.FaultTests.Faults;
using SpeechPipeline.FaultTests.Fixtures;
using SpeechPipeline.Jobs;
using SpeechPipeline.Storage;

namespace SpeechPipeline.FaultTests;

/// <summary>The last version of every dropped file becomes one job, an earlier one at most one, whatever is lost, repeated or cut off.</summary>
public sealed class DropSpecs(FaultFixture fixture) : IClassFixture<FaultFixture>
{
    static readonly (string, string)[] Settings =
        [("Pipeline:PublicAddress", "http://localhost"), ("Drops:SweepAfter", "00:00:10"), ("Drops:RepeatAfter", "00:00:30")];

    static readonly Fault[] Crashes = [Fault.Fail, Fault.LoseAnswer, Fault.LoseAnswerAndRetries, Fault.KillBefore, Fault.KillAfter];

    [Fact]
    public Task Two_hundred_files_are_dropped_overwritten_announced_and_swept() => RunAsync(200);

    [Fact]
    [Trait("Category", "Soak")]
    public Task Twenty_five_thousand_files_are_dropped_overwritten_announced_and_swept() => RunAsync(25_000);

    [Fact]
    public async Task A_newer_version_that_comes_while_the_older_is_taken_is_never_touched()
    {
        var file = fixture.Storage.Drops.GetBlobClient("newer.md");
        await file.UploadAsync(Content("newer.md", 1), FaultFixture.Cancellation);
        var (tally, overwritten) = (new Tally("a newer version comes while the older is taken"), 0);
        await using (var process = new CoreProcess(fixture, TimeProvider.System, async (call, send, _) =>
        {
            if (call.Name == "DELETE drops/newer.md" && fixture.IsArmed(Gate.Overwrites) && overwritten++ == 0)
            {
                await file.UploadAsync(Content("newer.md", 2), overwrite: true, FaultFixture.Cancellation);
            }

            return await send();
        }, new Witness(TimeProvider.System), Settings))
        {
            await process.RunAsync(QueueNames.DroppedFiles, DropRun.Announce("newer.md"), FaultFixture.Cancellation);
            tally.Count(Counted.Overwritten, overwritten);
            tally.Close("", Counted.Overwritten.AtLeast(1));
            Assert.Equal(1, overwritten);
            Assert.True(await file.ExistsAsync(FaultFixture.Cancellation));
            await process.RunAsync(QueueNames.DroppedFiles, DropRun.Announce("newer.md"), FaultFixture.Cancellation);
        }

        Assert.Equal(["newer.md v1", "newer.md v2"], (await JobsAsync("newer.md")).Select(job => job.Title).Order());
        Assert.False(await file.ExistsAsync(FaultFixture.Cancellation));
    }

    [Fact]
    public async Task A_file_survives_a_crash_at_every_call_of_its_intake()
    {
        var (tally, struck) = (new Tally("drops"), 0);
        foreach (var fault in Crashes)
        {
            var isStruck = true;
            for (var call = 1; isStruck; call++)
            {
                var path = $"crash/{fault}-{call}.md";
                await fixture.Storage.Drops.GetBlobClient(path).UploadAsync(Content(path, 1), FaultFixture.Cancellation);
                isStruck = await StrikeAsync(tally, new FaultPoint(call, fault), TimeProvider.System, process => process.RunAsync(QueueNames.DroppedFiles, DropRun.Announce(path), FaultFixture.Cancellation));
                await using (var next = Process(TimeProvider.System))
                {
                    await next.RunAsync(QueueNames.DroppedFiles, DropRun.Announce(path), FaultFixture.Cancellation);
                }

                var job = Assert.Single(await JobsAsync(path));
                Assert.False(await fixture.Storage.Drops.GetBlobClient(path).ExistsAsync(FaultFixture.Cancellation), $"{fault} at {call}: the file is left");
                Assert.True(await fixture.Storage.Jobs.GetBlobClient($"{job.PartitionKey}/source.md").ExistsAsync(FaultFixture.Cancellation));
                struck += isStruck ? 1 : 0;
            }
        }

        tally.Close("crash at every call of an intake: lost 0, doubled 0", Counted.Struck.AtLeast(41), Counted.Killed.AtLeast(16));
        Assert.True(struck > 40);
    }

    [Fact]
    public async Task An_end_survives_a_crash_at_every_call_until_it_is_in_the_folder()
    {
        var (tally, struck) = (new Tally("drops"), 0);
        foreach (var fault in Crashes)
        {
            var isStruck = true;
            for (var call = 1; isStruck; call++)
            {
                var path = $"end/{fault}-{call}.md";
                await fixture.Storage.Drops.GetBlobClient(path).UploadAsync(Content(path, 1), FaultFixture.Cancellation);
                await using (var first = Process(TimeProvider.System))
                {
                    await first.RunAsync(QueueNames.DroppedFiles, DropRun.Announce(path), FaultFixture.Cancellation);
                }

                var job = Assert.Single(await JobsAsync(path)).Id;
                isStruck = await StrikeAsync(tally, new FaultPoint(call, fault), TimeProvider.System, process => process.CancelAsync(job, FaultFixture.Cancellation));
                await using (var next = Process(new FakeTimeProvider(DateTimeOffset.UtcNow.AddMinutes(5))))
                {
                    // The caller repeats what was not answered; what had happened then is the sweep's to finish.
                    await next.CancelAsync(job, FaultFixture.Cancellation);
                    await next.SweepAsync(FaultFixture.Cancellation);
                }

                foreach (var name in (string[])[path, $"{path}.json"])
                {
                    Assert.True(await fixture.Storage.DropsFailed.GetBlobClient(name).ExistsAsync(FaultFixture.Cancellation), $"{fault} at {call}: {name} is lost");
                }

                Assert.False(await IsUnfinishedAsync(job), $"{fault} at {call}: the bound is narrowed");
                struck += isStruck ? 1 : 0;
            }
        }

        tally.Close("crash at every call of an end: lost 0", Counted.Struck.AtLeast(31), Counted.Killed.AtLeast(12));
        Assert.True(struck > 30);
        await fixture.ForgetAsync();
    }

    internal async Task RunAsync(int files)
    {
        var tally = new Tally($"{files} dropped files", Seed.Value);
        await fixture.EmptyStorageAsync(onDisk: true);
        var run = new DropRun(fixture, files, new Random(Seed.Value), () => Process(TimeProvider.System));
        await run.RunAsync();
        var ledger = await run.CloseAsync();
        tally.Count(Counted.Overwritten, ledger.Versions - ledger.Files);
        tally.Count(Counted.EventsLost, ledger.LostEvents);
        tally.Count(Counted.EventsRepeated, ledger.Events - (ledger.Versions - ledger.LostEvents));
        tally.Close($"{ledger}", Counted.Overwritten.AtLeast(files / 4), Counted.EventsLost.AtLeast(files / 4), Counted.EventsRepeated.AtLeast(files / 8));
        Assert.True(ledger.IsClean, ledger.ToString());
        await fixture.ForgetAsync();
    }

    /// <summary>Lets a process work that a fault strikes.</summary>
    /// <returns>Whether it struck.</returns>
    async Task<bool> StrikeAsync(Tally tally, FaultPoint point, TimeProvider clock, Func<CoreProcess, Task> work)
    {
        var gate = fixture.GateFor(point);
        await using var process = new CoreProcess(fixture, clock, gate.SendAsync, new Witness(clock), Settings);
        try
        {
            await work(process);
        }
        catch (Exception e) when (e is not Xunit.Sdk.IAssertionException && gate.Struck is not null)
        {
            // The edge of the function: a failed try.
        }

        tally.Count(Counted.Struck, gate.Struck is not null);
        tally.Count(Counted.Killed, gate.Killed.IsCompleted);
        return gate.Struck is not null;
    }

    CoreProcess Process(TimeProvider clock) => new(fixture, clock, fixture.GateFor(null).SendAsync, new Witness(clock), Settings);

    async Task<IReadOnlyList<JobRow>> JobsAsync(string path)
    {
        var jobs = new List<JobRow>();
        await foreach (var job in fixture.Storage.JobTable.QueryAsync<JobRow>(row => row.RowKey == JobRow.Key && row.Drop == path, cancellationToken: FaultFixture.Cancellation))
        {
            jobs.Add(job);
        }

        return jobs;
    }

    async Task<bool> IsUnfinishedAsync(JobId job) =>
        (await fixture.Storage.DropTable.GetEntityIfExistsAsync<DropRow>(DropRow.Unfinished, job.ToString(), cancellationToken: FaultFixture.Cancellation)).HasValue;

    static BinaryData Content(string path, int version) => new(Encoding.UTF8.GetBytes($"# {path} v{version}\n\nText."));
}

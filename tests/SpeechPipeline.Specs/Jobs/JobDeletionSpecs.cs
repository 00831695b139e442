using Azure.Data.Tables;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Microsoft.Extensions.Time.Testing;
using SpeechPipeline.Jobs;
using SpeechPipeline.Publishing;
using SpeechPipeline.Requests;
using SpeechPipeline.Specs.Shows;
using SpeechPipeline.Storage;

namespace SpeechPipeline.Specs.Jobs;

/// <summary>A deleted job is gone at once for everyone, and with all that is stored for it in a moment, whatever happens in between.</summary>
public sealed class JobDeletionSpecs
{
    const string Webhook = "http://127.0.0.1:9/hook";

    [Fact]
    public async Task Nothing_of_a_deleted_job_is_left_and_everything_of_others_is()
    {
        var clock = new FakeTimeProvider(DateTimeOffset.UtcNow);
        await using var fixture = await JobFixture.StartAsync(clock);
        var (job, other) = (await MakeAsync(fixture, "Gone"), await MakeAsync(fixture, "Kept"));
        await fixture.Get<EpisodeCaptions>().EnsureAsync((await fixture.FindAsync(job)).Files, EpisodeFile.Transcript, JobFixture.Cancellation);
        await fixture.MakeFeedAsync();
        Assert.Equal(["Gone", "Kept"], (await fixture.TitlesAsync()).Order());
        var (kept, segments) = (await BlobsAsync(fixture, other), await NamesAsync(fixture.Storage.Segments, ""));
        Assert.True(kept.Count >= 5 && segments.Count >= 2);

        Assert.Equal(DeletionAnswer.Accepted, await DeleteAsync(fixture, job));
        Assert.Null(await fixture.Get<JobStore>().FindAllAsync(job.Id, JobFixture.Cancellation));
        Assert.Equal([other.PartitionKey], (await fixture.Get<JobStore>().ListAsync(new JobSearch(), null, 10, JobFixture.Cancellation)).Jobs.Select(row => row.PartitionKey));
        Assert.Null(await fixture.Get<JobRetry>().RetryAsync(job.Id, JobFixture.Cancellation));
        Assert.Equal(DeletionAnswer.Accepted, await DeleteAsync(fixture, job));

        await SweepAsync(fixture, clock);
        Assert.NotEmpty(await BlobsAsync(fixture, job));
        await fixture.MakeFeedAsync();
        await SweepAsync(fixture, clock);

        Assert.Equal(["Kept"], await fixture.TitlesAsync());
        Assert.Empty(await BlobsAsync(fixture, job));
        Assert.Equal(kept, await BlobsAsync(fixture, other));
        Assert.Equal(segments, await NamesAsync(fixture.Storage.Segments, ""));
        Assert.Equal([JobRow.TombstoneKey], await RowsAsync(fixture, job));
        Assert.Equal(2, (await RowsAsync(fixture, other)).Count);
        Assert.Equal(DeletionAnswer.NotFound, await DeleteAsync(fixture, job));
        Assert.Equal(DeletionAnswer.NotFound, await fixture.Get<JobDeletion>().DeleteAsync(JobId.New(clock), withSegments: false, JobFixture.Cancellation));
    }

    [Fact]
    public async Task A_tombstone_has_no_word_of_the_job_and_is_gone_after_a_day_with_what_was_written_late()
    {
        var clock = new FakeTimeProvider(DateTimeOffset.UtcNow);
        await using var fixture = await JobFixture.StartAsync(clock);
        var job = await fixture.SubmitAsync("A secret word.");
        await fixture.RunAsync(job);
        await DeleteAsync(fixture, job);
        await SweepAsync(fixture, clock);
        var tombstone = await fixture.Storage.JobTable.GetEntityAsync<TableEntity>(job.PartitionKey, JobRow.TombstoneKey, cancellationToken: JobFixture.Cancellation);
        Assert.DoesNotContain("Title", tombstone.Value.Keys);
        Assert.DoesNotContain("Audio", tombstone.Value.Keys);

        await fixture.Storage.Episodes.GetBlobClient($"{job.PartitionKey}/transcript.vtt").UploadAsync(BinaryData.FromString("late"), JobFixture.Cancellation);
        clock.Advance(TimeSpan.FromHours(23));
        await SweepAsync(fixture, clock);
        Assert.Single(await RowsAsync(fixture, job));
        clock.Advance(TimeSpan.FromHours(1));
        await SweepAsync(fixture, clock);
        Assert.Empty(await RowsAsync(fixture, job));
        Assert.Empty(await BlobsAsync(fixture, job));
        Assert.Equal(0, await fixture.CountUnfinishedAsync());
    }

    [Fact]
    public async Task A_job_that_has_not_ended_is_not_deleted_until_it_is_cancelled()
    {
        var clock = new FakeTimeProvider(DateTimeOffset.UtcNow);
        await using var fixture = await JobFixture.StartAsync(clock);
        var job = await fixture.SubmitAsync("It waits.");
        Assert.Equal(DeletionAnswer.NotEnded, await DeleteAsync(fixture, job));
        Assert.Equal(JobStatus.Queued, (await fixture.FindAsync(job)).State);
        await fixture.Get<JobCancellation>().CancelAsync(job.Id, JobFixture.Cancellation);
        Assert.Equal(DeletionAnswer.Accepted, await DeleteAsync(fixture, job));

        // Its message comes late.
        await fixture.RunAsync(job);
        await SweepAsync(fixture, clock);
        Assert.Empty(await BlobsAsync(fixture, job));
        Assert.Empty(fixture.Endpoint.Ledger.Calls);
    }

    [Fact]
    public async Task A_retry_and_a_deletion_at_once_have_one_winner()
    {
        await using var fixture = await JobFixture.StartAsync();
        var job = await fixture.SubmitAsync("Again or never.");
        await fixture.Get<JobCancellation>().CancelAsync(job.Id, JobFixture.Cancellation);
        var stale = await fixture.FindAsync(job);
        await DeleteAsync(fixture, job);
        stale.State = JobStatus.Queued;
        Assert.False(await fixture.Get<JobStore>().TryWriteAsync(stale, addition: null, JobFixture.Cancellation));

        var other = await fixture.SubmitAsync("Never or again.");
        await fixture.Get<JobCancellation>().CancelAsync(other.Id, JobFixture.Cancellation);
        stale = await fixture.FindAsync(other);
        await fixture.Get<JobRetry>().RetryAsync(other.Id, JobFixture.Cancellation);
        Assert.False(await fixture.Get<JobStore>().TryBuryAsync(stale, stale.Tombstone(DateTimeOffset.UtcNow, withSegments: false), JobFixture.Cancellation));
        Assert.Equal(DeletionAnswer.NotEnded, await DeleteAsync(fixture, other));
    }

    [Fact]
    public async Task A_submission_that_is_repeated_after_the_deletion_makes_no_second_job()
    {
        await using var fixture = await JobFixture.StartAsync();
        var submission = fixture.Get<RequestReader>().ReadJson("""{"input":"Once.","voice":"am_adam"}"""u8.ToArray()).Submission!;
        var id = JobId.New(TimeProvider.System);
        var job = await AcceptAsync();
        await fixture.Get<JobCancellation>().CancelAsync(id, JobFixture.Cancellation);
        await DeleteAsync(fixture, job);
        Assert.True((await AcceptAsync()).IsDeleted);
        await fixture.SweepAsync();
        Assert.True((await AcceptAsync()).IsDeleted);
        Assert.Null(await fixture.Get<JobStore>().FindAsync(id, JobFixture.Cancellation));

        Task<JobRow> AcceptAsync() => fixture.Get<JobIntake>().AcceptAsync(submission, "http://localhost/api", id, Origin.Caller, JobFixture.Cancellation);
    }

    [Theory]
    [InlineData(false, Traits = ["Category", "Soak"])]
    [InlineData(true)]
    public async Task A_deletion_goes_on_after_a_crash_at_any_of_its_calls(bool carriesOut)
    {
        var clock = new FakeTimeProvider(DateTimeOffset.UtcNow);
        using var transport = new DyingTransport();
        await using var fixture = await JobFixture.StartAsync(clock, transport, []);
        var struck = 0;
        for (; ; struck++)
        {
            var job = await MakeAsync(fixture, $"Number {struck}");
            await fixture.MakeFeedAsync();
            Assert.Single(await fixture.TitlesAsync());
            transport.DieAt(struck + 1, carriesOut);
            await IgnoringDeathAsync(() => DeleteAsync(fixture, job, withSegments: true));
            await IgnoringDeathAsync(() => SweepAsync(fixture, clock));
            await IgnoringDeathAsync(fixture.MakeFeedAsync);
            await IgnoringDeathAsync(() => SweepAsync(fixture, clock));
            var isThrough = !transport.HasDied;
            transport.Live();
            await FeedLacksNothingAsync(fixture, job);
            if (await fixture.Get<JobStore>().FindAsync(job.Id, JobFixture.Cancellation) is not null)
            {
                // The caller got no answer, and repeats the request.
                await DeleteAsync(fixture, job, withSegments: true);
            }

            clock.Advance(TimeSpan.FromMinutes(2));
            await SweepAsync(fixture, clock);
            await FeedLacksNothingAsync(fixture, job);
            await fixture.MakeFeedAsync();
            clock.Advance(TimeSpan.FromMinutes(2));
            await SweepAsync(fixture, clock);
            Assert.Empty(await BlobsAsync(fixture, job));
            Assert.Empty(await NamesAsync(fixture.Storage.Segments, ""));
            Assert.Empty(await fixture.TitlesAsync());
            Assert.Equal([JobRow.TombstoneKey], await RowsAsync(fixture, job));
            if (isThrough)
            {
                break;
            }
        }

        Assert.InRange(struck, 20, 200);
        clock.Advance(TimeSpan.FromHours(25));
        await SweepAsync(fixture, clock);
        await SweepAsync(fixture, clock);
        Assert.Empty(await fixture.Storage.JobTable.QueryAsync<TableEntity>(cancellationToken: JobFixture.Cancellation).ToListAsync(JobFixture.Cancellation));
        Assert.Equal(0, await fixture.CountUnfinishedAsync());
    }

    /// <summary>A completed job of the show, whose webhook is still owed.</summary>
    static async Task<JobRow> MakeAsync(JobFixture fixture, string title)
    {
        var job = await fixture.SubmitJsonAsync(PipelineJson.Text(new
        {
            article = new { format = "text", content = $"{title}.\n\nIt is read.", title },
            voice = "am_adam",
            response_format = "wav",
            show = "to-hear",
            webhook = Webhook,
        }));
        await fixture.RunAsync(job);
        Assert.Equal(JobStatus.Completed, (await fixture.FindAsync(job)).State);
        return job;
    }

    static Task<DeletionAnswer> DeleteAsync(JobFixture fixture, JobRow job, bool withSegments = false) =>
        fixture.Get<JobDeletion>().DeleteAsync(job.Id, withSegments, JobFixture.Cancellation);

    static async Task SweepAsync(JobFixture fixture, FakeTimeProvider clock)
    {
        clock.Advance(TimeSpan.FromSeconds(6));
        await fixture.SweepAsync();
    }

    static async Task IgnoringDeathAsync(Func<Task> work)
    {
        try
        {
            await work();
        }
        catch (Exception e) when (StorageFault.Is(e))
        {
        }
    }

    /// <summary>No feed has an episode whose audio is gone.</summary>
    static async Task FeedLacksNothingAsync(JobFixture fixture, JobRow job)
    {
        if ((await fixture.TitlesAsync()).Count > 0)
        {
            Assert.Contains($"episodes/{job.PartitionKey}/audio.wav", await BlobsAsync(fixture, job));
        }
    }

    static async Task<List<string>> BlobsAsync(JobFixture fixture, JobRow job) =>
    [
        .. await NamesAsync(fixture.Storage.Jobs, job.PartitionKey), .. await NamesAsync(fixture.Storage.Episodes, job.PartitionKey),
    ];

    static async Task<List<string>> NamesAsync(BlobContainerClient container, string prefix) => await container
        .GetBlobsAsync(BlobTraits.None, BlobStates.None, prefix, JobFixture.Cancellation).Select(blob => $"{container.Name}/{blob.Name}").ToListAsync(JobFixture.Cancellation);

    static async Task<List<string>> RowsAsync(JobFixture fixture, JobRow job) => await fixture.Storage.JobTable
        .QueryAsync<TableEntity>(row => row.PartitionKey == job.PartitionKey, cancellationToken: JobFixture.Cancellation).Select(row => row.RowKey).ToListAsync(JobFixture.Cancellation);
}

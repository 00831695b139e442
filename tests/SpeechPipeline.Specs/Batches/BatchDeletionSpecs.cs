using SpeechPipeline.Batches;
using SpeechPipeline.Jobs;

namespace SpeechPipeline.Specs.Batches;

/// <summary>A batch whose items' jobs are deleted keeps its counts, and says of each item that it is deleted.</summary>
public sealed class BatchDeletionSpecs : BatchFixture
{
    [Fact]
    public async Task The_counts_stay_and_the_item_says_that_it_is_deleted()
    {
        var batch = await RunAsync(await AcceptAsync(Lines(2)));
        await EndAsync(batch, 0, JobStatus.Completed);
        await EndAsync(batch, 1, JobStatus.Completed);
        batch = await RunAsync(batch);

        await DeleteAsync(batch, 0);
        batch = await RunAsync(batch);

        Assert.Equal((BatchStatus.Completed, 2, 2), (batch.State, batch.Items, batch.Completed));
        var items = (await ItemsAsync(batch)).ConvertAll(item => BatchItemObject.From(batch, item));
        Assert.Equal([(true, null), (null, $"http://localhost/api/jobs/{BatchItemJobOf(batch, 1)}")], items.Select(item => (item.Deleted, item.Job)));
        Assert.All(items, item => Assert.Equal(BatchItemStatus.Completed, item.Status));
    }

    [Fact]
    public async Task A_retry_leaves_out_what_was_deleted_and_is_none_if_nothing_else_failed()
    {
        var batch = await RunAsync(await AcceptAsync(Lines(2)));
        await EndAsync(batch, 0, JobStatus.Failed);
        await EndAsync(batch, 1, JobStatus.Failed);
        batch = await RunAsync(batch);
        await DeleteAsync(batch, 0);

        await Fixture.Get<BatchRequests>().RetryAsync(Id(batch), Cancellation);
        batch = await RunAsync(batch);
        Assert.Equal((2, 1, 1), (batch.Generation, batch.Failed, batch.Admitted));
        await EndAsync(batch, 1, JobStatus.Failed);
        batch = await RunAsync(batch);
        await DeleteAsync(batch, 1);

        await Fixture.Get<BatchRequests>().RetryAsync(Id(batch), Cancellation);
        batch = await RunAsync(batch);
        Assert.Equal((BatchStatus.Completed, 2, false), (batch.State, batch.Generation, batch.RetryRequested));
        Assert.Equal(0, await CountJobsAsync());
    }

    [Fact]
    public async Task An_item_that_a_retry_has_just_reopened_ends_so_that_its_batch_does()
    {
        var batch = await RunAsync(await AcceptAsync(Lines(1)));
        await EndAsync(batch, 0, JobStatus.Failed);
        batch = await RunAsync(batch);
        await Fixture.Get<JobDeletion>().DeleteAsync(BatchItemJobOf(batch, 0), withSegments: false, Cancellation);
        await Fixture.Get<BatchRequests>().RetryAsync(Id(batch), Cancellation);
        batch = await RunAsync(batch);
        Assert.Equal((BatchStatus.Running, 1), (batch.State, batch.Admitted));

        await Fixture.SweepAsync();
        batch = await RunAsync(batch);
        Assert.Equal((BatchStatus.Completed, 1), (batch.State, batch.Cancelled));
    }

    [Fact]
    public async Task An_end_that_a_crash_kept_from_the_batch_is_told_before_the_job_is_gone()
    {
        var batch = await RunAsync(await AcceptAsync(Lines(1)));
        var job = (await Fixture.Get<JobStore>().FindAsync(BatchItemJobOf(batch, 0), Cancellation))!;
        (job.State, job.EndedAt) = (JobStatus.Completed, DateTimeOffset.UtcNow);
        Assert.True(await Fixture.Get<JobStore>().TryWriteAsync(job, addition: null, Cancellation));

        await DeleteAsync(batch, 0);
        batch = await RunAsync(batch);
        Assert.Equal((BatchStatus.Completed, 1, 0), (batch.State, batch.Completed, batch.Cancelled));
    }

    async Task DeleteAsync(BatchRow batch, int number)
    {
        Assert.Equal(DeletionAnswer.Accepted, await Fixture.Get<JobDeletion>().DeleteAsync(BatchItemJobOf(batch, number), withSegments: false, Cancellation));
        await Fixture.SweepAsync();
    }
}

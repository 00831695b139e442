using System.Text.Json;
using SpeechPipeline.Batches;
using SpeechPipeline.Durability;
using SpeechPipeline.Jobs;
using SpeechPipeline.Storage;
using SpeechPipeline.Webhooks;

namespace SpeechPipeline.Specs.Batches;

/// <summary>A caller wants a batch given up, or tried again.</summary>
public sealed class BatchWishSpecs : BatchFixture
{
    [Fact]
    public async Task What_a_caller_notes_while_someone_is_at_the_batch_is_not_overwritten()
    {
        var batch = await AcceptAsync(Lines(1));
        var claim = (await Store.TryClaimAsync(batch, TimeSpan.FromSeconds(60), TimeProvider.System, Microsoft.Extensions.Logging.Abstractions.NullLogger.Instance, Cancellation))!;

        await Fixture.Get<BatchRequests>().CancelAsync(Id(batch), Cancellation);
        claim.Row.ItemsRead = 1;
        await claim.ReleaseAsync(addition: null, Cancellation);

        batch = (await Store.FindAsync(Id(batch), Cancellation))!;
        Assert.Equal((true, 1, null), (batch.CancelRequested, batch.ItemsRead, batch.ClaimOwner));
    }

    [Fact]
    public async Task Cancelling_ends_what_waits_and_what_runs_and_retrying_takes_both_up_again()
    {
        var batch = await RunAsync(await AcceptAsync(Lines(5)));
        await EndAsync(batch, 0, JobStatus.Completed);

        await Fixture.Get<BatchRequests>().CancelAsync(Id(batch), Cancellation);
        batch = await RunAsync(await RunAsync(batch));
        Assert.Equal((BatchStatus.Cancelled, 1, 4), (batch.State, batch.Completed, batch.Cancelled));

        await Fixture.Get<BatchRequests>().RetryAsync(Id(batch), Cancellation);
        batch = await RunAsync(batch);
        Assert.Equal((BatchStatus.Running, 3, 1, 1), (batch.State, batch.Admitted, batch.Pending, batch.Completed));
        Assert.Equal([1, 2, 2, 1, 1], (await ItemsAsync(batch)).Select(item => item.Generation));
    }

    [Fact]
    public async Task A_retry_that_is_repeated_after_a_crash_opens_no_further_generation()
    {
        var batch = await RunAsync(await AcceptAsync(Lines(1)));
        await EndAsync(batch, 0, JobStatus.Failed);
        await RunAsync(batch);
        await Fixture.Get<BatchRequests>().RetryAsync(Id(batch), Cancellation);
        batch = await RunAsync(batch);
        // The job of the second generation has failed and nobody was told; of its admission the batch's row knows nothing.
        var job = (await Fixture.Get<JobStore>().FindAsync(BatchItemJobOf(batch, 0), Cancellation))!;
        Assert.Equal(2, job.Generation);
        job.State = JobStatus.Failed;
        Assert.True(await Fixture.Get<JobStore>().TryWriteAsync(job, addition: null, Cancellation));
        var claim = (await Store.TryClaimAsync(batch, TimeSpan.FromSeconds(60), TimeProvider.System, Microsoft.Extensions.Logging.Abstractions.NullLogger.Instance, Cancellation))!;
        claim.Row.AcceptedTo = 0;
        await claim.ReleaseAsync(addition: null, Cancellation);

        batch = await RunAsync(batch);

        Assert.Equal(1, batch.AcceptedTo);
        job = (await Fixture.Get<JobStore>().FindAsync(job.Id, Cancellation))!;
        Assert.Equal((2, JobStatus.Failed), (job.Generation, job.State));
    }

    [Fact]
    public async Task A_batch_that_was_cancelled_before_it_was_read_is_read_when_it_is_retried()
    {
        var batch = await AcceptAsync(Lines(2));
        await Fixture.Get<BatchRequests>().CancelAsync(Id(batch), Cancellation);
        batch = await RunAsync(batch);
        Assert.Equal((BatchStatus.Cancelled, 0), (batch.State, batch.Items));

        await Fixture.Get<BatchRequests>().RetryAsync(Id(batch), Cancellation);
        batch = await RunAsync(batch);

        Assert.Equal((BatchStatus.Running, 2), (batch.State, batch.Admitted));
    }

    [Fact]
    public async Task A_retry_that_is_asked_for_while_a_batch_ends_is_seen_to_run_and_the_webhook_tells_of_the_end()
    {
        BatchRow? batch = null;
        await using var site = await ServeAsync(async _ =>
        {
            await Fixture.Get<BatchRequests>().RetryAsync(Id(batch!), Cancellation);
            return 404;
        });
        batch = await AcceptAsync($$"""{"source_url":"{{site.Address("/page")}}"}""", "max_cost_usd=5&webhook=http://127.0.0.1:9/hook");

        batch = await RunAsync(batch);

        Assert.Equal((true, BatchStatus.Completed, 1), (batch.RetryRequested, batch.State, batch.Rejected));
        var told = JsonSerializer.Deserialize<JsonElement>(Assert.Single(await Fixture.Get<DeliveryStore>().OfAsync(Id(batch).ToString(), Cancellation)).Body).GetProperty("data");
        Assert.Equal("completed", told.GetProperty("status").GetString());
        Assert.Equal(batch.EndedAt, told.GetProperty("ended_at").GetDateTimeOffset());
        var seen = BatchObject.From(batch);
        Assert.Equal((BatchStatus.Running, null), (seen.Status, seen.EndedAt));
    }

    [Fact]
    public async Task Of_two_wishes_the_later_holds()
    {
        var wishes = Fixture.Get<BatchRequests>();
        var batch = await RunAsync(await AcceptAsync(Lines(1)));
        await EndAsync(batch, 0, JobStatus.Failed);
        await RunAsync(batch);

        // A retry that has not begun is taken back.
        await wishes.RetryAsync(Id(batch), Cancellation);
        await wishes.CancelAsync(Id(batch), Cancellation);
        batch = await RunAsync(batch);
        Assert.Equal((BatchStatus.Completed, 1, 1), (batch.State, batch.Failed, batch.Generation));
        await wishes.RetryAsync(Id(batch), Cancellation);
        batch = await RunAsync(batch);
        Assert.Equal((BatchStatus.Running, 1), (batch.State, batch.Admitted));

        // While it runs, too.
        await wishes.RetryAsync(Id(batch), Cancellation);
        await wishes.CancelAsync(Id(batch), Cancellation);
        batch = await RunAsync(await RunAsync(batch));
        Assert.Equal((BatchStatus.Cancelled, 1, false), (batch.State, batch.Cancelled, batch.RetryRequested));
    }

    [Fact]
    public async Task A_wish_that_comes_while_another_is_served_is_not_taken_for_it()
    {
        var batch = await RunAsync(await AcceptAsync(Lines(1)));
        await Fixture.Get<BatchRequests>().RetryAsync(Id(batch), Cancellation);
        var claim = (await Store.TryClaimAsync((await Store.FindAsync(Id(batch), Cancellation))!, TimeSpan.FromSeconds(60), TimeProvider.System, Microsoft.Extensions.Logging.Abstractions.NullLogger.Instance, Cancellation))!;
        claim.Row.RetryRequested = false;

        await Fixture.Get<BatchRequests>().CancelAsync(Id(batch), Cancellation);
        await claim.SaveAsync(Cancellation);

        Assert.Equal((false, true), (claim.Row.RetryRequested, claim.Row.CancelRequested));
        batch = (await Store.FindAsync(Id(batch), Cancellation))!;
        Assert.Equal((false, true), (batch.RetryRequested, batch.CancelRequested));
    }

    [Fact]
    public async Task A_batch_whose_retry_was_cut_off_can_be_cancelled()
    {
        var batch = await RunAsync(await AcceptAsync(Lines(1)));
        await EndAsync(batch, 0, JobStatus.Failed);
        batch = await RunAsync(batch);
        // As a worker leaves it that dies after it marked the item, and before it opened the job's next generation.
        var item = Assert.Single(await ItemsAsync(batch));
        (item.State, item.Generation) = (BatchItemStatus.Admitted, 2);
        Assert.True(await Store.TryWriteItemsAsync([item], Cancellation));
        (batch.State, batch.Generation) = (BatchStatus.Running, 2);
        Assert.True(await Store.TryWriteAsync(batch, addition: null, Cancellation));

        await Fixture.Get<BatchRequests>().CancelAsync(Id(batch), Cancellation);
        batch = await RunAsync(batch);

        Assert.Equal((BatchStatus.Cancelled, 1), (batch.State, batch.Cancelled));
    }

    [Fact]
    public async Task What_the_first_end_owes_is_told_while_a_retry_runs()
    {
        var batch = await RunAsync(await AcceptAsync(Lines(1), "webhook=http://127.0.0.1:9/hook"));
        await EndAsync(batch, 0, JobStatus.Failed);
        batch = await RunAsync(batch);
        await Fixture.Get<BatchRequests>().RetryAsync(Id(batch), Cancellation);
        batch = await RunAsync(batch);
        Assert.Equal((BatchStatus.Running, 2), (batch.State, batch.Generation));
        await Fixture.TakeAsync<DeliveryMessage>(QueueNames.WebhookDeliveries);
        var owed = Assert.Single(await Fixture.Get<DeliveryStore>().OfAsync(Id(batch).ToString(), Cancellation));
        await Fixture.Get<UnfinishedIndex>().SetAsync(UnfinishedRow.For("batch", batch.PartitionKey, owed.Generation, DateTimeOffset.UtcNow.AddSeconds(-1)), Cancellation);

        await Fixture.SweepAsync();

        Assert.Equal([DeliveryMessage.For(owed)], await Fixture.TakeAsync<DeliveryMessage>(QueueNames.WebhookDeliveries));
    }
}

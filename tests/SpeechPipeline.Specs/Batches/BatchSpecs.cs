using System.Text.Json;
using Microsoft.Extensions.Options;
using SpeechPipeline.Batches;
using SpeechPipeline.Durability;
using SpeechPipeline.Jobs;
using SpeechPipeline.Speech;
using SpeechPipeline.Storage;
using SpeechPipeline.Webhooks;

namespace SpeechPipeline.Specs.Batches;

/// <summary>Items become jobs, their ends are counted, and the batch ends.</summary>
public sealed class BatchSpecs : BatchFixture
{
    [Fact]
    public async Task No_more_items_are_unfinished_at_once_than_the_bound_and_ends_let_the_next_in()
    {
        var batch = await RunAsync(await AcceptAsync(Lines(8)));
        Assert.Equal((3, 5), (batch.Admitted, batch.Pending));
        Assert.Equal(3, await CountJobsAsync());

        await EndAsync(batch, 0, JobStatus.Completed);
        await EndAsync(batch, 1, JobStatus.Failed);
        batch = await RunAsync(batch);

        Assert.Equal((3, 3, 1, 1), (batch.Admitted, batch.Pending, batch.Completed, batch.Failed));
        Assert.Equal(5, await CountJobsAsync());
    }

    [Fact]
    public async Task A_message_that_comes_again_adds_nothing()
    {
        var batch = await RunAsync(await AcceptAsync(Lines(2)));
        var before = await ItemsAsync(batch);

        batch = await RunAsync(await RunAsync(batch));

        Assert.Equal(2, await CountJobsAsync());
        Assert.Equal(before.Select(item => item.ETag), (await ItemsAsync(batch)).Select(item => item.ETag));
    }

    [Fact]
    public async Task What_a_crash_left_marked_but_not_accepted_is_accepted_by_the_next_message()
    {
        var batch = await RunAsync(await AcceptAsync(Lines(5)));
        var items = await ItemsAsync(batch);
        await EndAsync(batch, 0, JobStatus.Completed);
        // As a runner leaves it that dies between the two: marked, and neither a job nor a word of it in the batch's row.
        items[3].State = BatchItemStatus.Admitted;
        Assert.True(await Store.TryWriteItemsAsync([items[3]], Cancellation));
        Assert.Equal(3, await CountJobsAsync());

        batch = await RunAsync(batch);

        Assert.Equal((3, 1), (batch.Admitted, batch.Pending));
        Assert.Equal(4, await CountJobsAsync());
        Assert.Equal(Lines(5).Split('\n')[3], JsonSerializer.Serialize(new { input = await SourceOfAsync(batch, 3) }));
    }

    [Fact]
    public async Task Items_are_marked_before_they_are_jobs_and_a_fault_between_gives_the_batch_back()
    {
        var batch = await RunAsync(await AcceptAsync(Lines(5)));
        await EndAsync(batch, 0, JobStatus.Completed);
        // The fourth can be marked, but what it says cannot be read any more.
        await Fixture.Get<BatchFolder>().DeleteSourceAsync(Id(batch), Cancellation);

        await Assert.ThrowsAnyAsync<Exception>(() => RunAsync(batch));

        Assert.Equal(
            [BatchItemStatus.Completed, BatchItemStatus.Admitted, BatchItemStatus.Admitted, BatchItemStatus.Admitted, BatchItemStatus.Pending],
            (await ItemsAsync(batch)).Select(item => item.State));
        Assert.Null((await Store.FindAsync(Id(batch), Cancellation))!.ClaimOwner);

        // There is no job that could report the end of the fourth.
        await Fixture.Get<BatchRequests>().CancelAsync(Id(batch), Cancellation);
        batch = await RunAsync(await RunAsync(batch));
        Assert.Equal((BatchStatus.Cancelled, 1, 4), (batch.State, batch.Completed, batch.Cancelled));
    }

    [Fact]
    public async Task Ends_that_come_together_ask_for_one_count()
    {
        var batch = await RunAsync(await AcceptAsync(Lines(3)));
        await Fixture.TakeAsync<BatchMessage>(QueueNames.SpeechBatches);

        await Task.WhenAll(Enumerable.Range(0, 3).Select(i => EndAsync(batch, i, JobStatus.Completed)));

        // Two, where a span of gathering was over in between.
        Assert.InRange((await Fixture.Storage.SpeechBatches.GetPropertiesAsync(Cancellation)).Value.ApproximateMessagesCount, 1, 2);
    }

    [Fact]
    public async Task Items_are_added_once_and_beside_those_that_are_there()
    {
        var batch = await AcceptAsync(Lines(1));
        BatchItemRow Item(int number) => new() { PartitionKey = BatchItemRow.PartitionOf(batch.PartitionKey, number), Number = number };
        await Store.AddItemsAsync([Item(1), Item(2)], Cancellation);
        var before = await ItemsAsync(batch);

        await Store.AddItemsAsync([Item(1), Item(2)], Cancellation);
        await Store.AddItemsAsync([Item(0), Item(1)], Cancellation);

        var after = await ItemsAsync(batch);
        Assert.Equal([0, 1, 2], after.Select(item => item.Number));
        Assert.Equal(before.Select(item => item.ETag), after.Skip(1).Select(item => item.ETag));
    }

    [Fact]
    public async Task Items_that_somebody_has_changed_since_they_were_read_are_not_overwritten()
    {
        var batch = await RunAsync(await AcceptAsync(Lines(2)));
        var items = await ItemsAsync(batch);
        await EndAsync(batch, 1, JobStatus.Completed);
        items.ForEach(item => item.State = BatchItemStatus.Cancelled);

        Assert.False(await Store.TryWriteItemsAsync(items, Cancellation));

        Assert.Equal([BatchItemStatus.Admitted, BatchItemStatus.Completed], (await ItemsAsync(batch)).Select(item => item.State));
    }

    [Fact]
    public async Task A_batch_is_taken_as_it_was_read_or_not_at_all()
    {
        var batch = await AcceptAsync(Lines(1));
        var read = (await Store.FindAsync(Id(batch), Cancellation))!;
        Assert.NotNull(await Store.TryClaimAsync(batch, TimeSpan.FromSeconds(60), TimeProvider.System, Microsoft.Extensions.Logging.Abstractions.NullLogger.Instance, Cancellation));

        Assert.Null(await Store.TryClaimAsync(read, TimeSpan.FromSeconds(60), TimeProvider.System, Microsoft.Extensions.Logging.Abstractions.NullLogger.Instance, Cancellation));
    }

    [Fact]
    public async Task A_worker_whose_claim_another_has_writes_nothing_more()
    {
        var claim = (await Store.TryClaimAsync(await AcceptAsync(Lines(1)), TimeSpan.FromSeconds(60), TimeProvider.System, Microsoft.Extensions.Logging.Abstractions.NullLogger.Instance, Cancellation))!;
        // As after a minute without renewal.
        var id = Id(claim.Row);
        Assert.NotNull(await Store.TryClaimAsync((await Store.FindAsync(id, Cancellation))!, TimeSpan.FromSeconds(60), TimeProvider.System, Microsoft.Extensions.Logging.Abstractions.NullLogger.Instance, Cancellation));
        claim.Row.ItemsRead = 7;

        await Assert.ThrowsAsync<ClaimLostException>(() => claim.SaveAsync(Cancellation));
        await claim.LetGoAsync(withNotes: false);

        var row = (await Store.FindAsync(id, Cancellation))!;
        Assert.Equal((0, true), (row.ItemsRead, row.IsClaimed(DateTimeOffset.UtcNow)));
    }

    [Fact]
    public async Task An_end_that_is_reported_twice_or_late_is_counted_once()
    {
        var batch = await RunAsync(await AcceptAsync(Lines(2)));
        var job = await EndAsync(batch, 0, JobStatus.Failed);
        await Fixture.Get<BatchItemEnd>().NoteAsync(job, Cancellation);
        await EndAsync(batch, 1, JobStatus.Completed);
        batch = await RunAsync(batch);
        Assert.Equal((BatchStatus.Completed, 1, 1), (batch.State, batch.Completed, batch.Failed));

        await Fixture.Get<BatchRequests>().RetryAsync(Id(batch), Cancellation);
        batch = await RunAsync(batch);
        await Fixture.Get<BatchItemEnd>().NoteAsync(job, Cancellation);
        batch = await RunAsync(batch);

        Assert.Equal((BatchStatus.Running, 1, 1, 0), (batch.State, batch.Completed, batch.Admitted, batch.Failed));
        Assert.Equal(2, (await Fixture.Get<JobStore>().FindAsync(job.Id, Cancellation))!.Generation);
        await EndAsync(batch, 0, JobStatus.Completed);
        batch = await RunAsync(batch);
        Assert.Equal((BatchStatus.Completed, 2, 0, 2), (batch.State, batch.Completed, batch.Failed, batch.Generation));
    }

    [Fact]
    public async Task A_report_that_a_crash_cut_off_is_made_by_the_sweep()
    {
        var batch = await RunAsync(await AcceptAsync(Lines(1)));
        var job = (await Fixture.Get<JobStore>().FindAsync(BatchItemJobOf(batch, 0), Cancellation))!;
        (job.State, job.EndedAt) = (JobStatus.Completed, DateTimeOffset.UtcNow);
        Assert.True(await Fixture.Get<JobStore>().TryWriteAsync(job, addition: null, Cancellation));
        await Fixture.Get<UnfinishedIndex>().SetAsync(UnfinishedRow.For(job, DateTimeOffset.UtcNow.AddSeconds(-1)), Cancellation);

        await Fixture.SweepAsync();
        batch = await RunAsync(batch);

        Assert.Equal((BatchStatus.Completed, 1), (batch.State, batch.Completed));
        Assert.Equal(0, await Fixture.CountUnfinishedAsync());
    }

    [Fact]
    public async Task A_batch_that_has_no_message_gets_one_from_the_sweep_until_it_has_ended()
    {
        var batch = await AcceptAsync(Lines(1));
        await Fixture.TakeAsync<BatchMessage>(QueueNames.SpeechBatches);
        await DueAsync(batch);

        await Fixture.SweepAsync();

        Assert.Equal([BatchMessage.For(batch.PartitionKey)], await Fixture.TakeAsync<BatchMessage>(QueueNames.SpeechBatches));
        batch = await RunAsync(batch);
        await EndAsync(batch, 0, JobStatus.Completed);
        await RunAsync(batch);
        Assert.Equal(0, await Fixture.CountUnfinishedAsync());
    }

    [Fact]
    public async Task The_message_of_a_batch_that_someone_is_at_is_put_off_and_not_lost()
    {
        var batch = await AcceptAsync(Lines(1));
        await Fixture.TakeAsync<BatchMessage>(QueueNames.SpeechBatches);
        Assert.NotNull(await Store.TryClaimAsync(batch, TimeSpan.FromSeconds(60), TimeProvider.System, Microsoft.Extensions.Logging.Abstractions.NullLogger.Instance, Cancellation));

        await RunAsync(batch);

        Assert.Empty(await ItemsAsync(batch));
        Assert.Equal(1, (await Fixture.Storage.SpeechBatches.GetPropertiesAsync(Cancellation)).Value.ApproximateMessagesCount);
    }

    [Fact]
    public async Task A_worker_that_meets_a_fault_gives_the_batch_back_as_it_stands_in_storage()
    {
        var batch = await AcceptAsync(Lines(1));
        var claim = (await Store.TryClaimAsync(batch, TimeSpan.FromSeconds(60), TimeProvider.System, Microsoft.Extensions.Logging.Abstractions.NullLogger.Instance, Cancellation))!;
        // As at an end that could not be written with the webhook that it owes.
        claim.Row.State = BatchStatus.Completed;

        await claim.LetGoAsync(withNotes: false);

        batch = (await Store.FindAsync(Id(batch), Cancellation))!;
        Assert.Equal((BatchStatus.Reading, null), (batch.State, batch.ClaimOwner));
    }

    [Fact]
    public async Task The_end_is_told_once_with_the_totals()
    {
        var batch = await RunAsync(await AcceptAsync(Lines(1) + "\nnonsense", "webhook=http://127.0.0.1:9/hook"));
        await EndAsync(batch, 0, JobStatus.Completed);

        await RunAsync(await RunAsync(batch));

        var delivery = Assert.Single(await Fixture.Get<DeliveryStore>().OfAsync(Id(batch).ToString(), Cancellation));
        var body = JsonDocument.Parse(delivery.Body).RootElement;
        Assert.Equal("batch.completed", body.GetProperty("type").GetString());
        Assert.Equal("""{"total":2,"pending":0,"admitted":0,"completed":1,"failed":0,"cancelled":0,"rejected":1}""", body.GetProperty("data").GetProperty("items").GetRawText());
        Assert.Equal([DeliveryMessage.For(delivery)], await Fixture.TakeAsync<DeliveryMessage>(QueueNames.WebhookDeliveries));
        Assert.NotNull(await Fixture.Get<DeliveryStore>().FindAsync(delivery.PartitionKey, delivery.EventId, Cancellation));
    }

    [Fact]
    public async Task An_item_that_settings_no_longer_allow_is_rejected_and_holds_up_no_other()
    {
        var batch = await RunAsync(await AcceptAsync("""
            {"input":"One."}
            {"input":"Two."}
            {"input":"Three."}
            {"input":"Four.","model":"hexgrad/Kokoro-82M"}
            {"input":"Five."}
            """));
        Assert.Equal((3, 2), (batch.Admitted, batch.Pending));
        // The model was the default, with a voice of its own; it is not any more.
        Fixture.Get<IOptions<SpeechOptions>>().Value.DefaultModel = "canopylabs/orpheus-3b-0.1-ft";
        await EndAsync(batch, 0, JobStatus.Completed);
        await EndAsync(batch, 1, JobStatus.Completed);

        batch = await RunAsync(await RunAsync(batch));

        Assert.Equal((2, 2, 1), (batch.Completed, batch.Admitted, batch.Rejected));
        Assert.StartsWith("#/voice is missing", (await ItemsAsync(batch))[3].Reason, StringComparison.Ordinal);
    }
}

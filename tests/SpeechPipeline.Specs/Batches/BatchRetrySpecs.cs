using SpeechPipeline.Batches;
using SpeechPipeline.Durability;
using SpeechPipeline.Jobs;
using SpeechPipeline.Storage;
using SpeechPipeline.Webhooks;

namespace SpeechPipeline.Specs.Batches;

/// <summary>A retry has something to retry, or none is begun and no end is told twice.</summary>
public sealed class BatchRetrySpecs : BatchFixture
{
    const string Hook = "webhook=http://127.0.0.1:9/hook";

    BatchRequests Wishes => Fixture.Get<BatchRequests>();

    [Fact]
    public async Task A_batch_in_which_nothing_failed_is_not_retried()
    {
        var batch = await EndedAsync(Lines(1), JobStatus.Completed);
        await Fixture.TakeAsync<BatchMessage>(QueueNames.SpeechBatches);

        var answer = (await Wishes.RetryAsync(Id(batch), Cancellation))!;

        Assert.Equal("The batch has ended, and no item failed or was cancelled; there is nothing to retry.", BatchRequests.WhyNoRetry(answer));
        Assert.Empty(await Fixture.TakeAsync<BatchMessage>(QueueNames.SpeechBatches));
        Assert.Equal(0, await LiveOfNextAsync(batch));
        await ToldOnceAsync(await RunAsync(batch));
    }

    [Fact]
    public async Task Items_that_were_rejected_are_not_retried_and_the_caller_learns_what_to_do()
    {
        var batch = await EndedAsync($"{Lines(1)}\nno job", JobStatus.Completed);
        var answer = (await Wishes.RetryAsync(Id(batch), Cancellation))!;
        Assert.Contains("Rejected items (1) are not retried", BatchRequests.WhyNoRetry(answer), StringComparison.Ordinal);
        Assert.False(answer.RetryRequested);
    }

    [Fact]
    public async Task A_cancelled_batch_that_had_nothing_left_to_cancel_is_not_retried()
    {
        var batch = await RunAsync(await AcceptAsync(Lines(1), Hook));
        await EndAsync(batch, 0, JobStatus.Completed);
        await Wishes.CancelAsync(Id(batch), Cancellation);
        batch = await RunAsync(batch);
        Assert.Equal((BatchStatus.Cancelled, 1), (batch.State, batch.Completed));

        Assert.NotNull(BatchRequests.WhyNoRetry((await Wishes.RetryAsync(Id(batch), Cancellation))!));
        await ToldOnceAsync(await RunAsync(batch));
    }

    [Fact]
    public async Task A_dry_run_is_not_retried_whether_it_has_ended_or_not()
    {
        var batch = await AcceptAsync(Lines(1), "dry_run=true");
        Assert.Contains("dry run", BatchRequests.WhyNoRetry((await Wishes.RetryAsync(Id(batch), Cancellation))!), StringComparison.Ordinal);
        batch = await RunAsync(batch);
        Assert.Equal(BatchStatus.Completed, batch.State);
        Assert.Contains("dry run", BatchRequests.WhyNoRetry((await Wishes.RetryAsync(Id(batch), Cancellation))!), StringComparison.Ordinal);
        Assert.False((await Store.FindAsync(Id(batch), Cancellation))!.RetryRequested);
    }

    [Fact]
    public async Task A_batch_that_failed_as_a_whole_is_retried()
    {
        var batch = await RunAsync(await AcceptAsync(Lines(1), "max_cost_usd=0.0000001"));
        Assert.Equal((BatchStatus.Failed, 0), (batch.State, batch.Failed + batch.Cancelled));

        Assert.Null(BatchRequests.WhyNoRetry((await Wishes.RetryAsync(Id(batch), Cancellation))!));
        Assert.Equal(2, (await RunAsync(batch)).Generation);
    }

    [Fact]
    public async Task A_retry_that_is_asked_for_twice_is_one()
    {
        var batch = await EndedAsync(Lines(1), JobStatus.Failed);

        var (first, second) = (await Wishes.RetryAsync(Id(batch), Cancellation), await Wishes.RetryAsync(Id(batch), Cancellation));

        Assert.All([first, second], answer => Assert.Equal((true, null), (answer!.RetryRequested, BatchRequests.WhyNoRetry(answer))));
        batch = await RunAsync(await RunAsync(batch));
        Assert.Equal((BatchStatus.Running, 2), (batch.State, batch.Generation));
        // While it runs, too; nothing that runs is begun anew.
        Assert.Null(BatchRequests.WhyNoRetry((await Wishes.RetryAsync(Id(batch), Cancellation))!));
        batch = await RunAsync(batch);
        Assert.Equal((BatchStatus.Running, 2, 1), (batch.State, batch.Generation, batch.Admitted));
    }

    [Fact]
    public async Task A_retry_that_is_asked_for_while_the_last_item_ends_well_tells_no_second_end()
    {
        BatchRow? batch = null;
        await using var site = await ServeAsync(async _ =>
        {
            await Wishes.RetryAsync(Id(batch!), Cancellation);
            return 404;
        });
        batch = await AcceptAsync($$"""{"source_url":"{{site.Address("/page")}}"}""", $"max_cost_usd=5&{Hook}");
        batch = await RunAsync(batch);
        Assert.Equal((true, BatchStatus.Completed), (batch.RetryRequested, batch.State));
        // What was asked for and is not decided is not refused.
        Assert.Null(BatchRequests.WhyNoRetry((await Wishes.RetryAsync(Id(batch), Cancellation))!));

        batch = await RunAsync(batch);

        Assert.Equal((false, BatchStatus.Completed), (batch.RetryRequested, BatchObject.From(batch).Status));
        await ToldOnceAsync(batch);
    }

    [Fact]
    public async Task A_retry_on_counts_of_before_an_item_was_retried_by_itself_tells_no_second_end()
    {
        var batch = await EndedAsync(Lines(1), JobStatus.Failed);
        await Fixture.Get<JobRetry>().RetryAsync(BatchItemJobOf(batch, 0), Cancellation);
        await EndAsync(batch, 0, JobStatus.Completed);
        Assert.Equal(1, (await Store.FindAsync(Id(batch), Cancellation))!.Failed);

        Assert.Null(BatchRequests.WhyNoRetry((await Wishes.RetryAsync(Id(batch), Cancellation))!));
        batch = await RunAsync(batch);

        Assert.Equal((BatchStatus.Completed, 1, 0), (batch.State, batch.Completed, batch.Failed));
        await ToldOnceAsync(batch);
        Assert.NotNull(BatchRequests.WhyNoRetry((await Wishes.RetryAsync(Id(batch), Cancellation))!));
    }

    [Fact]
    public async Task A_retry_whose_worker_died_with_its_items_open_again_is_gone_on_with()
    {
        var batch = await EndedAsync(Lines(1), JobStatus.Failed);
        await Wishes.RetryAsync(Id(batch), Cancellation);
        var item = Assert.Single(await ItemsAsync(batch));
        (item.State, item.Generation) = (BatchItemStatus.Pending, 2);
        Assert.True(await Store.TryWriteItemsAsync([item], Cancellation));

        batch = await RunAsync(batch);

        Assert.Equal((BatchStatus.Running, 2, 1), (batch.State, batch.Generation, batch.Admitted));
    }

    async Task<BatchRow> EndedAsync(string lines, JobStatus status)
    {
        var batch = await RunAsync(await AcceptAsync(lines, Hook));
        await EndAsync(batch, 0, status);
        batch = await RunAsync(batch);
        Assert.Equal(BatchStatus.Completed, batch.State);
        return batch;
    }

    async Task ToldOnceAsync(BatchRow batch)
    {
        Assert.Equal((1, false, true), (batch.Generation, batch.RetryRequested, batch.HasEnded));
        Assert.Single(await Fixture.Get<DeliveryStore>().OfAsync(Id(batch).ToString(), Cancellation));
    }

    async Task<int> LiveOfNextAsync(BatchRow batch) =>
        await Fixture.Storage.UnfinishedTable.QueryAsync<UnfinishedRow>(row => row.Job == batch.PartitionKey && row.Generation == 2, cancellationToken: Cancellation).CountAsync(Cancellation);
}

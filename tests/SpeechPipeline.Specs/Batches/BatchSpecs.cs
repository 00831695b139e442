using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using SpeechPipeline.Batches;
using SpeechPipeline.Jobs;
using SpeechPipeline.Specs.Jobs;
using SpeechPipeline.Storage;
using SpeechPipeline.Webhooks;

namespace SpeechPipeline.Specs.Batches;

/// <summary>A batch on the real core and real storage; the test delivers the messages, and ends the jobs.</summary>
public sealed class BatchSpecs : IAsyncLifetime
{
    JobBench _bench = null!;

    static CancellationToken Cancellation => JobBench.Cancellation;

    BatchStore Store => _bench.Get<BatchStore>();

    public async ValueTask InitializeAsync() => _bench = await JobBench.StartAsync(settings: ("Batches:UnfinishedItems", "3"));

    public ValueTask DisposeAsync() => _bench.DisposeAsync();

    [Fact]
    public async Task A_wrong_item_is_rejected_by_itself_with_its_line_and_reason()
    {
        var batch = await AcceptAsync("{\"input\":\"One.\"}\nnot json\n\n{\"input\":\"Two.\",\"voice\":\"(\"}\n[]\n");
        batch = await RunAsync(batch);

        var items = await ItemsAsync(batch);
        Assert.Equal([(1, BatchItemStatus.Admitted), (2, BatchItemStatus.Rejected), (4, BatchItemStatus.Rejected), (5, BatchItemStatus.Rejected)],
            items.Select(item => (item.Line!.Value, item.State)));
        Assert.Equal("# is not JSON: line 1, byte 2.", items[1].Reason);
        Assert.StartsWith("#/voice has a part without a name", items[2].Reason, StringComparison.Ordinal);
        Assert.Equal("# is not a JSON object.", items[3].Reason);
    }

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
        await _bench.Get<BatchFolder>().DeleteSourceAsync(Id(batch), Cancellation);

        await Assert.ThrowsAnyAsync<Exception>(() => RunAsync(batch));

        Assert.Equal(
            [BatchItemStatus.Completed, BatchItemStatus.Admitted, BatchItemStatus.Admitted, BatchItemStatus.Admitted, BatchItemStatus.Pending],
            (await ItemsAsync(batch)).Select(item => item.State));
        Assert.Null((await Store.FindAsync(Id(batch), Cancellation))!.ClaimOwner);

        // There is no job that could report the end of the fourth.
        await _bench.Get<BatchRequests>().CancelAsync(Id(batch), Cancellation);
        batch = await RunAsync(await RunAsync(batch));
        Assert.Equal((BatchStatus.Cancelled, 1, 4), (batch.State, batch.Completed, batch.Cancelled));
    }

    [Fact]
    public async Task Ends_that_come_together_ask_for_one_count()
    {
        var batch = await RunAsync(await AcceptAsync(Lines(3)));
        await _bench.TakeAsync<BatchMessage>(QueueNames.SpeechBatches);

        await Task.WhenAll(Enumerable.Range(0, 3).Select(i => EndAsync(batch, i, JobStatus.Completed)));

        // Two, where a span of gathering was over in between.
        Assert.InRange((await _bench.Storage.SpeechBatches.GetPropertiesAsync(Cancellation)).Value.ApproximateMessagesCount, 1, 2);
    }

    [Fact]
    public async Task A_slice_of_items_is_written_whole_and_once()
    {
        var batch = await AcceptAsync(Lines(1));
        BatchItemRow Item(int number) => new() { PartitionKey = BatchItemRow.PartitionOf(batch.PartitionKey, number), Number = number };
        await Store.AddItemsAsync([Item(1), Item(2)], Cancellation);
        var before = await ItemsAsync(batch);

        await Store.AddItemsAsync([Item(1), Item(2)], Cancellation);
        await Store.AddItemsAsync([Item(0), Item(1)], Cancellation);

        Assert.Equal(before.Select(item => (item.Number, item.ETag)), (await ItemsAsync(batch)).Select(item => (item.Number, item.ETag)));
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
        Assert.NotNull(await BatchClaim.TryTakeAsync(batch, Store, TimeProvider.System, Cancellation));

        Assert.Null(await BatchClaim.TryTakeAsync(read, Store, TimeProvider.System, Cancellation));
    }

    [Fact]
    public async Task A_worker_whose_claim_another_has_writes_nothing_more()
    {
        var claim = (await BatchClaim.TryTakeAsync(await AcceptAsync(Lines(1)), Store, TimeProvider.System, Cancellation))!;
        // As after a minute without renewal.
        var id = Id(claim.Row);
        Assert.NotNull(await BatchClaim.TryTakeAsync((await Store.FindAsync(id, Cancellation))!, Store, TimeProvider.System, Cancellation));
        claim.Row.ItemsRead = 7;

        await Assert.ThrowsAsync<BatchClaimLostException>(() => claim.SaveAsync(Cancellation));
        await claim.LetGoAsync(Cancellation);

        var row = (await Store.FindAsync(id, Cancellation))!;
        Assert.Equal((0, true), (row.ItemsRead, row.IsClaimed(DateTimeOffset.UtcNow)));
    }

    [Fact]
    public async Task An_end_that_is_reported_twice_or_late_is_counted_once()
    {
        var batch = await RunAsync(await AcceptAsync(Lines(2)));
        var job = await EndAsync(batch, 0, JobStatus.Failed);
        await _bench.Get<BatchReports>().ReportAsync(job, Cancellation);
        await EndAsync(batch, 1, JobStatus.Completed);
        batch = await RunAsync(batch);
        Assert.Equal((BatchStatus.Completed, 1, 1), (batch.State, batch.Completed, batch.Failed));

        await _bench.Get<BatchRequests>().RetryAsync(Id(batch), Cancellation);
        batch = await RunAsync(batch);
        await _bench.Get<BatchReports>().ReportAsync(job, Cancellation);
        batch = await RunAsync(batch);

        Assert.Equal((BatchStatus.Running, 1, 1, 0), (batch.State, batch.Completed, batch.Admitted, batch.Failed));
        Assert.Equal(2, (await _bench.Get<JobStore>().FindAsync(job.Id, Cancellation))!.Generation);
        await EndAsync(batch, 0, JobStatus.Completed);
        batch = await RunAsync(batch);
        Assert.Equal((BatchStatus.Completed, 2, 0, 2), (batch.State, batch.Completed, batch.Failed, batch.Generation));
    }

    [Fact]
    public async Task A_report_that_a_crash_cut_off_is_made_by_the_sweep()
    {
        var batch = await RunAsync(await AcceptAsync(Lines(1)));
        var job = (await _bench.Get<JobStore>().FindAsync(BatchItemJobOf(batch, 0), Cancellation))!;
        (job.State, job.EndedAt) = (JobStatus.Completed, DateTimeOffset.UtcNow);
        Assert.True(await _bench.Get<JobStore>().TryWriteAsync(job, [], Cancellation));
        await _bench.Get<LiveIndex>().SetAsync(LiveRow.For(job, DateTimeOffset.UtcNow.AddSeconds(-1)), Cancellation);

        await _bench.SweepAsync();
        batch = await RunAsync(batch);

        Assert.Equal((BatchStatus.Completed, 1), (batch.State, batch.Completed));
        Assert.Equal(0, await _bench.CountLiveAsync());
    }

    [Fact]
    public async Task A_batch_that_has_no_message_gets_one_from_the_sweep_until_it_has_ended()
    {
        var batch = await AcceptAsync(Lines(1));
        await _bench.TakeAsync<BatchMessage>(QueueNames.SpeechBatches);
        await DueAsync(batch);

        await _bench.SweepAsync();

        Assert.Equal([BatchMessage.For(batch.PartitionKey)], await _bench.TakeAsync<BatchMessage>(QueueNames.SpeechBatches));
        batch = await RunAsync(batch);
        await EndAsync(batch, 0, JobStatus.Completed);
        await RunAsync(batch);
        Assert.Equal(0, await _bench.CountLiveAsync());
    }

    [Fact]
    public async Task The_message_of_a_batch_that_someone_is_at_is_put_off_and_not_lost()
    {
        var batch = await AcceptAsync(Lines(1));
        await _bench.TakeAsync<BatchMessage>(QueueNames.SpeechBatches);
        Assert.NotNull(await BatchClaim.TryTakeAsync(batch, Store, TimeProvider.System, Cancellation));

        await RunAsync(batch);

        Assert.Empty(await ItemsAsync(batch));
        Assert.Equal(1, (await _bench.Storage.SpeechBatches.GetPropertiesAsync(Cancellation)).Value.ApproximateMessagesCount);
    }

    [Fact]
    public async Task What_a_caller_notes_while_someone_is_at_the_batch_is_not_overwritten()
    {
        var batch = await AcceptAsync(Lines(1));
        var claim = (await BatchClaim.TryTakeAsync(batch, Store, TimeProvider.System, Cancellation))!;

        await _bench.Get<BatchRequests>().CancelAsync(Id(batch), Cancellation);
        claim.Row.ItemsRead = 1;
        await claim.ReleaseAsync(delivery: null, Cancellation);

        batch = (await Store.FindAsync(Id(batch), Cancellation))!;
        Assert.Equal((true, 1, null), (batch.CancelRequested, batch.ItemsRead, batch.ClaimOwner));
    }

    [Fact]
    public async Task Cancelling_ends_what_waits_and_what_runs_and_retrying_takes_both_up_again()
    {
        var batch = await RunAsync(await AcceptAsync(Lines(5)));
        await EndAsync(batch, 0, JobStatus.Completed);

        await _bench.Get<BatchRequests>().CancelAsync(Id(batch), Cancellation);
        batch = await RunAsync(await RunAsync(batch));
        Assert.Equal((BatchStatus.Cancelled, 1, 4), (batch.State, batch.Completed, batch.Cancelled));

        await _bench.Get<BatchRequests>().RetryAsync(Id(batch), Cancellation);
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
        await _bench.Get<BatchRequests>().RetryAsync(Id(batch), Cancellation);
        batch = await RunAsync(batch);
        // The job of the second generation has failed and nobody was told; of its admission the batch's row knows nothing.
        var job = (await _bench.Get<JobStore>().FindAsync(BatchItemJobOf(batch, 0), Cancellation))!;
        Assert.Equal(2, job.Generation);
        job.State = JobStatus.Failed;
        Assert.True(await _bench.Get<JobStore>().TryWriteAsync(job, [], Cancellation));
        var claim = (await BatchClaim.TryTakeAsync(batch, Store, TimeProvider.System, Cancellation))!;
        claim.Row.AcceptedTo = 0;
        await claim.ReleaseAsync(delivery: null, Cancellation);

        batch = await RunAsync(batch);

        Assert.Equal(1, batch.AcceptedTo);
        job = (await _bench.Get<JobStore>().FindAsync(job.Id, Cancellation))!;
        Assert.Equal((2, JobStatus.Failed), (job.Generation, job.State));
    }

    [Fact]
    public async Task A_batch_that_was_cancelled_before_it_was_read_is_read_when_it_is_retried()
    {
        var batch = await AcceptAsync(Lines(2));
        await _bench.Get<BatchRequests>().CancelAsync(Id(batch), Cancellation);
        batch = await RunAsync(batch);
        Assert.Equal((BatchStatus.Cancelled, 0), (batch.State, batch.Items));

        await _bench.Get<BatchRequests>().RetryAsync(Id(batch), Cancellation);
        batch = await RunAsync(batch);

        Assert.Equal((BatchStatus.Running, 2), (batch.State, batch.Admitted));
    }

    [Fact]
    public async Task A_worker_that_meets_a_fault_gives_the_batch_back_as_it_stands_in_storage()
    {
        var batch = await AcceptAsync(Lines(1));
        var claim = (await BatchClaim.TryTakeAsync(batch, Store, TimeProvider.System, Cancellation))!;
        // As at an end that could not be written with the webhook that it owes.
        claim.Row.State = BatchStatus.Completed;

        await claim.LetGoAsync(Cancellation);

        batch = (await Store.FindAsync(Id(batch), Cancellation))!;
        Assert.Equal((BatchStatus.Reading, null), (batch.State, batch.ClaimOwner));
    }

    [Fact]
    public async Task Items_of_any_size_and_number_are_read_and_admitted_slice_by_slice()
    {
        var lines = new StringBuilder();
        for (var i = 0; i < 1_005; i++)
        {
            // Three long ones make a slice of their own.
            lines.Append($$"""{"input":"Item {{i}} speaks.","metadata":{"n":"{{i}}"},"extra_params":{"x":"{{(i is > 10 and < 14 ? new string('x', 12 * 1024 * 1024) : "")}}"} }""").Append('\n');
        }

        var batch = await RunAsync(await AcceptAsync(lines.ToString()));
        batch = await RunAsync(batch);

        Assert.Equal((1_005, 1_002, 3), (batch.Items, batch.Pending + batch.Admitted, batch.Rejected));
        Assert.Equal(Enumerable.Range(0, 1_005), (await ItemsAsync(batch)).Select(item => item.Number));
    }

    [Fact]
    public async Task The_end_is_told_once_with_the_totals()
    {
        var batch = await RunAsync(await AcceptAsync(Lines(1) + "\nnonsense", "webhook=http://127.0.0.1:9/hook"));
        await EndAsync(batch, 0, JobStatus.Completed);

        await RunAsync(await RunAsync(batch));

        var delivery = Assert.Single(await Store.DeliveriesAsync(Id(batch), Cancellation));
        var body = JsonDocument.Parse(delivery.Body).RootElement;
        Assert.Equal("batch.completed", body.GetProperty("type").GetString());
        Assert.Equal("""{"total":2,"pending":0,"admitted":0,"completed":1,"failed":0,"cancelled":0,"rejected":1}""", body.GetProperty("data").GetProperty("items").GetRawText());
        Assert.Equal([DeliveryMessage.For(delivery)], await _bench.TakeAsync<DeliveryMessage>(QueueNames.WebhookDeliveries));
        Assert.NotNull(await _bench.Get<JobStore>().FindDeliveryAsync(DeliveryMessage.For(delivery), Cancellation));
    }

    [Fact]
    public async Task A_batch_that_costs_too_much_is_refused_before_its_first_item_is_a_job()
    {
        var batch = await RunAsync(await AcceptAsync(Lines(3), "max_cost_usd=0.00001"));

        Assert.Equal((BatchStatus.Failed, "max_cost_exceeded"), (batch.State, batch.ErrorCode));
        Assert.True(batch.QuotedUsd > 0.00001);
        Assert.Equal(0, await CountJobsAsync());
    }

    [Fact]
    public async Task A_document_whose_title_is_a_whole_text_is_an_item_like_any_other()
    {
        var title = string.Concat(Enumerable.Repeat("It is long. ", 4_000));
        var batch = await RunAsync(await AcceptAsync(JsonSerializer.Serialize(new { article = new { format = "markdown", content = $"# {title}\n\nIt ends." } })));

        Assert.Equal((1, 0), (batch.Admitted, batch.Rejected));
        Assert.Equal($"{title[..293]}…", Assert.Single(await ItemsAsync(batch)).Title);
    }

    [Fact]
    public async Task A_page_that_cannot_be_had_now_is_waited_for_before_its_item_is_priced_or_rejected()
    {
        var status = 503;
        using var site = Serve(() => Task.FromResult(status), out var page);
        var batch = await AcceptAsync($$"""{"source_url":"{{page}}"}""", "max_cost_usd=5");

        batch = await RunAsync(batch);
        Assert.Equal((BatchStatus.Reading, 0, 1), (batch.State, batch.ItemsRead, batch.Waits));
        Assert.Empty(await ItemsAsync(batch));
        Assert.Contains("503", batch.StatusReason, StringComparison.Ordinal);
        status = 200;
        batch = await RunAsync(batch);
        Assert.Equal((BatchStatus.Running, 1, 0), (batch.State, batch.Admitted, batch.Rejected));

        // Not for ever: in the end the item is rejected by itself.
        status = 503;
        batch = await AcceptAsync($$"""{"source_url":"{{page}}"}""" + "\n{\"input\":\"Spoken.\"}", "max_cost_usd=5");
        for (var wait = 0; wait < 4; wait++)
        {
            batch = await RunAsync(batch);
            Assert.Equal((BatchStatus.Reading, wait + 1), (batch.State, batch.Waits));
        }

        batch = await RunAsync(batch);
        Assert.Equal((BatchStatus.Running, 1, 1), (batch.State, batch.Admitted, batch.Rejected));
        Assert.Contains("cannot be had now", (await ItemsAsync(batch))[0].Reason, StringComparison.Ordinal);

        // Who asks for a price gets one now, of what is there.
        batch = await RunAsync(await AcceptAsync($$"""{"source_url":"{{page}}"}""", "dry_run=true"));
        Assert.Equal((BatchStatus.Completed, 1), (batch.State, batch.Rejected));
    }

    [Fact]
    public async Task A_retry_that_is_asked_for_while_a_batch_ends_is_seen_to_run_and_the_webhook_tells_of_the_end()
    {
        BatchRow? batch = null;
        using var site = Serve(async () =>
        {
            await _bench.Get<BatchRequests>().RetryAsync(Id(batch!), Cancellation);
            return 404;
        }, out var page);
        batch = await AcceptAsync($$"""{"source_url":"{{page}}"}""", "max_cost_usd=5&webhook=http://127.0.0.1:9/hook");

        batch = await RunAsync(batch);

        Assert.Equal((true, BatchStatus.Completed, 1), (batch.RetryRequested, batch.State, batch.Rejected));
        var told = JsonSerializer.Deserialize<JsonElement>(Assert.Single(await Store.DeliveriesAsync(Id(batch), Cancellation)).Body).GetProperty("data");
        Assert.Equal("completed", told.GetProperty("status").GetString());
        Assert.Equal(batch.EndedAt, told.GetProperty("ended_at").GetDateTimeOffset());
        var seen = BatchObject.From(batch);
        Assert.Equal((BatchStatus.Running, null), (seen.Status, seen.EndedAt));
    }

    /// <summary>A site of one page; the test says each time with what status it answers.</summary>
    static HttpListener Serve(Func<Task<int>> status, out string page)
    {
        using var port = new TcpListener(IPAddress.Loopback, 0);
        port.Start();
        page = $"http://127.0.0.1:{((IPEndPoint)port.LocalEndpoint).Port}/page";
        port.Stop();
        var site = new HttpListener { Prefixes = { page.Replace("page", "", StringComparison.Ordinal) } };
        site.Start();
        _ = Task.Run(async () =>
        {
            while (site.IsListening)
            {
                var exchange = await site.GetContextAsync();
                (exchange.Response.StatusCode, exchange.Response.ContentType) = (await status(), "text/plain");
                exchange.Response.Close(Encoding.UTF8.GetBytes("The page is there again."), willBlock: false);
            }
        }, Cancellation);
        return site;
    }

    [Fact]
    public async Task A_dry_run_says_the_price_and_makes_no_job()
    {
        var batch = await RunAsync(await AcceptAsync(Lines(3) + "\nnonsense", "dry_run=true"));

        Assert.Equal((BatchStatus.Completed, 3, 1), (batch.State, batch.Pending, batch.Rejected));
        Assert.Equal(3 * "Item 0 speaks.".Length, batch.Characters);
        Assert.True(batch.QuotedUsd > 0);
        Assert.Equal(0, await CountJobsAsync());
    }

    [Fact]
    public async Task A_batch_in_json_takes_its_defaults_from_wherever_they_stand()
    {
        var batch = await RunAsync(await AcceptAsync("""{"items":[{"input":"A."},{"input":"B.","voice":"am_echo"}],"defaults":{"voice":"am_adam"}}""", "", BatchKind.Json));

        Assert.Equal(["am_adam", "am_echo"], await Task.WhenAll(
            Enumerable.Range(0, 2).Select(async i => (await _bench.Get<JobStore>().FindAsync(BatchItemJobOf(batch, i), Cancellation))!.Voice)));
    }

    [Theory]
    [InlineData(BatchKind.Json, """{"items":[]}""", "", "#/items has 0 items; 1 to 10000 are allowed.")]
    [InlineData(BatchKind.Json, """{"items":[1],"feed_url":"https://x.example"}""", "", "#/items is given beside feed_url; exactly one of the two is allowed.")]
    [InlineData(BatchKind.Json, "{}", "", "#/items is missing; exactly one of items and feed_url must be given.")]
    [InlineData(BatchKind.Json, """{"items":[1],"defaults":{"input":"x"}}""", "", "#/defaults/input cannot be a default; each item has its own, or the batch has.")]
    [InlineData(BatchKind.Json, """{"items":[1],"defaults":{"voice":"("}}""", "", "#/defaults/voice has a part without a name")]
    [InlineData(BatchKind.Json, """{"items":[1]}""", "voice=x", "?voice stands in the query; a batch in JSON has its fields in the body.")]
    [InlineData(BatchKind.Json, """{"items":[1],"max_cost_usd":-1}""", "", "#/max_cost_usd is the number -1; it must be a number from 0 on.")]
    [InlineData(BatchKind.Json, """{"items":[1],"webhook":"ftp://x"}""", "", "#/webhook ")]
    [InlineData(BatchKind.Ndjson, "\n\n", "", "# has 0 items; 1 to 10000 are allowed.")]
    [InlineData(BatchKind.Ndjson, "{}", "nonsense=1", "?nonsense is not a field here")]
    [InlineData(BatchKind.Ndjson, "{}", "feed_url=https://x.example", "?feed_url is not a field here")]
    [InlineData(BatchKind.Feed, "<html/>", "", "# is XML, but neither RSS 2.0 nor Atom 1.0")]
    public async Task What_makes_the_whole_batch_unusable_is_said_at_once(BatchKind kind, string source, string query, string problem)
    {
        var (envelope, problems) = await StoreAsync(BatchId.New(TimeProvider.System), kind, source, query);

        Assert.Null(envelope);
        Assert.StartsWith(problem, string.Join(' ', problems.Select(found => $"{found.Pointer} {found.Detail}")), StringComparison.Ordinal);
        Assert.Empty(_bench.Storage.Batches.GetBlobs(cancellationToken: Cancellation));
    }

    [Fact]
    public async Task More_items_than_are_allowed_are_refused()
    {
        var lines = new StringBuilder();
        for (var i = 0; i <= BatchIntake.MostItems; i++)
        {
            lines.Append("1\n");
        }

        var (_, problems) = await StoreAsync(BatchId.New(TimeProvider.System), BatchKind.Ndjson, lines.ToString(), "");

        Assert.Equal("has 10001 items; 1 to 10000 are allowed.", Assert.Single(problems).Detail);
    }

    static string Lines(int count) => string.Join('\n', Enumerable.Range(0, count).Select(i => $$"""{"input":"Item {{i}} speaks."}"""));

    static BatchId Id(BatchRow batch) => BatchId.Parse(batch.PartitionKey);

    static JobId BatchItemJobOf(BatchRow batch, int number) => BatchItemJob.Id(batch, number);

    async Task<BatchRow> AcceptAsync(string source, string query = "", BatchKind kind = BatchKind.Ndjson)
    {
        var id = BatchId.New(TimeProvider.System);
        var (envelope, problems) = await StoreAsync(id, kind, source, query);
        Assert.Empty(problems);
        return await _bench.Get<BatchIntake>().AcceptAsync(id, id, envelope!, "http://localhost/api", drop: null, Cancellation);
    }

    Task<(BatchEnvelope? Envelope, IReadOnlyList<SpeechPipeline.Submission.FieldProblem> Problems)> StoreAsync(BatchId id, BatchKind kind, string source, string query) =>
        _bench.Get<BatchIntake>().StoreAsync(id, kind, new MemoryStream(Encoding.UTF8.GetBytes(source)),
            SpeechPipeline.Submission.QueryFields.Read(query.Split('&', StringSplitOptions.RemoveEmptyEntries)
                .Select(pair => KeyValuePair.Create(pair.Split('=')[0], pair[(pair.IndexOf('=', StringComparison.Ordinal) + 1)..]))), Cancellation);

    async Task<BatchRow> RunAsync(BatchRow batch)
    {
        await _bench.Get<BatchRunner>().RunAsync(BatchMessage.For(batch.PartitionKey), Cancellation);
        return (await Store.FindAsync(Id(batch), Cancellation))!;
    }

    /// <summary>Ends an item's job as a runner would.</summary>
    async Task<JobRow> EndAsync(BatchRow batch, int number, JobStatus status)
    {
        var job = (await _bench.Get<JobStore>().FindAsync(BatchItemJobOf(batch, number), Cancellation))!;
        job.State = status;
        Assert.True(await _bench.Get<JobEnding>().TryEndAsync(job, Cancellation));
        return job;
    }

    async Task DueAsync(BatchRow batch) => await _bench.Get<LiveIndex>().SetAsync(
        LiveRow.For(batch.PartitionKey, batch.Generation, DateTimeOffset.UtcNow.AddSeconds(-1)), Cancellation);

    async Task<List<BatchItemRow>> ItemsAsync(BatchRow batch) =>
        await Store.ItemsAsync(batch.PartitionKey, 0, [], perPage: null, Cancellation).ToListAsync(Cancellation);

    async Task<int> CountJobsAsync() => (await _bench.Get<JobStore>().ListAsync(null, null, 1_000, Cancellation)).Count;

    async Task<string> SourceOfAsync(BatchRow batch, int number)
    {
        var blob = await _bench.Storage.Jobs.GetBlobClient($"{BatchItemJobOf(batch, number)}/source.txt").DownloadContentAsync(Cancellation);
        return blob.Value.Content.ToString();
    }
}

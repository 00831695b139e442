using System.Text.Json;
using Azure.Core;
using Azure.Data.Tables;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using SpeechPipeline.Durability;
using SpeechPipeline.Jobs;
using SpeechPipeline.Requests;
using SpeechPipeline.Specs.Jobs;
using SpeechPipeline.Storage;
using SpeechPipeline.Webhooks;

namespace SpeechPipeline.Specs.Webhooks;

/// <summary>Webhooks of what happens while a job goes on: they have rows of their own in the index of the unfinished.</summary>
public sealed class EventDeliverySpecs
{
    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_event_of_a_running_job_is_delivered_and_the_job_stays_the_sweeps()
    {
        using var receiver = await WebhookReceiver.StartAsync();
        await using var fixture = await StartAsync();
        var job = await fixture.SubmitAsync("The lamp was lit.", receiver.Address);
        await fixture.Get<Deliveries>().OweAsync(Started(job), Cancellation);
        Assert.Equal(2, await fixture.CountUnfinishedAsync());

        await DeliverAsync(fixture);
        Assert.Equal("job.started", await TypeOfNextAsync(receiver));
        var left = Assert.Single(await RowsAsync(fixture));
        Assert.Equal(("job", job.PartitionKey, 1), (left.Kind, left.Job, left.Generation));

        await fixture.RunAsync(job);
        await DeliverAsync(fixture);
        Assert.Equal("job.completed", await TypeOfNextAsync(receiver));
        Assert.Empty(await RowsAsync(fixture));
    }

    [Fact]
    public async Task An_event_whose_message_was_lost_is_sent_by_the_sweep()
    {
        await using var fixture = await StartAsync();
        var job = await fixture.SubmitAsync("The lamp was lit.");
        var row = Started(job);
        await fixture.Get<Deliveries>().OweAsync(row, Cancellation);
        Assert.Single(await fixture.TakeAsync<DeliveryMessage>(QueueNames.WebhookDeliveries));

        await fixture.Get<UnfinishedIndex>().SetAsync(UnfinishedRow.ForEvent("delivery", job.PartitionKey, row.EventId, DateTimeOffset.UtcNow.AddMinutes(-1)), Cancellation);
        await fixture.SweepAsync();

        Assert.Equal(row.EventId, Assert.Single(await fixture.TakeAsync<DeliveryMessage>(QueueNames.WebhookDeliveries)).Event);
    }

    [Fact]
    public async Task Only_the_chosen_events_are_told()
    {
        await using var fixture = await StartAsync();
        var job = await fixture.SubmitAsync("The lamp was lit.", new { url = "http://127.0.0.1:9/hook", events = new[] { "job.started", "job.failed" } });
        await fixture.RunAsync(job);
        var found = await fixture.FindAllAsync(job);
        Assert.Equal(JobStatus.Completed, found.Job.State);
        Assert.Equal("job.started", Assert.Single(found.Deliveries).Type);
        Assert.Equal(["job.started", "job.failed"], JobObject.From(found).Webhook!.Events);
    }

    [Fact]
    public async Task A_second_invocation_does_not_tell_of_the_beginning_again()
    {
        await using var fixture = await StartAsync();
        var job = await fixture.SubmitAsync("The lamp was lit.", new { url = "http://127.0.0.1:9/hook", events = new[] { "job.started" } });
        await fixture.Get<JobEvents>().StartedAsync(job, Cancellation);
        await fixture.Get<JobEvents>().StartedAsync(job, Cancellation);
        Assert.Single(await fixture.TakeAsync<DeliveryMessage>(QueueNames.WebhookDeliveries));
        Assert.Single((await fixture.FindAllAsync(job)).Deliveries);
    }

    [Fact]
    public async Task A_retry_tells_of_its_beginning_even_if_something_was_spoken_before()
    {
        await using var fixture = await StartAsync();
        var job = await fixture.SubmitAsync("The lamp was lit.", new { url = "http://127.0.0.1:9/hook", events = new[] { "job.started" } });
        await fixture.RunAsync(job);
        job = await fixture.FindAsync(job);
        Assert.Equal((JobStatus.Completed, 1), (job.State, job.SegmentsDone));
        // As if it had failed after its first segment.
        job.State = JobStatus.Failed;
        Assert.True(await fixture.Get<JobStore>().TryWriteAsync(job, addition: null, Cancellation));
        await fixture.RunAsync((await fixture.Get<JobRetry>().RetryAsync(job.Id, Cancellation))!);

        var deliveries = (await fixture.FindAllAsync(job)).Deliveries;
        Assert.Equal([(job.Generation, "job.started"), (job.Generation + 1, "job.started")], deliveries.Select(row => (row.Generation, row.Type)).Order());
        Assert.Equal(2, deliveries.Select(row => row.EventId).Distinct().Count());
    }

    [Fact]
    public async Task The_beginning_is_told_once_there_is_something_to_speak()
    {
        await using var fixture = await StartAsync();
        object webhook = new { url = "http://127.0.0.1:9/hook", events = new[] { "job.started", "job.failed" } };
        var job = await fixture.SubmitAsync("The lamp was lit.", webhook);
        await fixture.RunAsync(job);
        var told = JsonSerializer.Deserialize<JsonElement>(Assert.Single((await fixture.FindAllAsync(job)).Deliveries).Body);
        Assert.Equal(1, told.At("data", "progress").Number("segments_total"));

        // Cannot be planned: there is nothing at the address.
        var read = fixture.Get<RequestReader>().ReadJson(JsonSerializer.SerializeToUtf8Bytes(new { source_url = fixture.Endpoint.BaseAddress.AbsoluteUri + "nothing-here", voice = "am_adam", webhook }));
        job = await fixture.Get<JobIntake>().AcceptAsync(read.Submission!, "http://localhost/api", allotted: null, Origin.Caller, Cancellation);
        await fixture.RunAsync(job);
        Assert.Equal("job.failed", Assert.Single((await fixture.FindAllAsync(job)).Deliveries).Type);
    }

    [Theory]
    [InlineData("200")]
    [InlineData("503")]
    public async Task Progress_is_told_each_ten_seconds_at_most_and_once(string status)
    {
        using var receiver = await WebhookReceiver.StartAsync(status);
        var clock = new FakeTimeProvider(DateTimeOffset.UtcNow);
        await using var fixture = await JobFixture.StartAsync(clock, ("Webhooks:SigningKeys", WebhookReceiver.SigningKey));
        var job = await fixture.SubmitAsync("The lamp was lit.", new { url = receiver.Address, events = new[] { "job.progress" } });
        await using var claim = await fixture.Get<JobStore>().TryClaimAsync(job, TimeSpan.FromMinutes(1), clock, NullLogger.Instance, Cancellation);
        var progress = fixture.Get<JobEvents>().ProgressOf(claim!);

        var ids = new List<string>();
        for (var done = 1; done <= 2; done++)
        {
            await progress.SpokenAsync(Cancellation);
            Assert.Empty(await fixture.TakeAsync<DeliveryMessage>(QueueNames.WebhookDeliveries));
            clock.Advance(TimeSpan.FromSeconds(10));
            claim!.Note(row => row.SegmentsDone++);
            await Task.WhenAll(progress.SpokenAsync(Cancellation), progress.SpokenAsync(Cancellation));
            await DeliverAsync(fixture);
            var told = await receiver.NextAsync();
            ids.Add(told.Text("webhook-id"));
            Assert.Equal(done, JsonSerializer.Deserialize<JsonElement>(told.Text("body")).At("data", "progress").Number("segments_done"));
        }

        Assert.Equal(2, ids.Distinct().Count());
        // Neither kept nor tried again.
        Assert.Empty((await fixture.FindAllAsync(job)).Deliveries);
        Assert.Equal("job", Assert.Single(await RowsAsync(fixture)).Kind);
    }

    [Fact]
    public async Task What_the_receiver_answered_is_kept()
    {
        using var receiver = await WebhookReceiver.StartAsync("503,200");
        await using var fixture = await StartAsync();
        var job = await fixture.SubmitAsync("The lamp was lit.", receiver.Address);
        await fixture.RunAsync(job);
        await DeliverAsync(fixture);
        var delivery = Assert.Single((await fixture.FindAllAsync(job)).Deliveries);
        Assert.Equal((503, "Not today. [31m", DeliveryStatus.Pending), (delivery.StatusCode, delivery.Answer, delivery.State));
        Assert.NotNull(delivery.AttemptedAt);
        Assert.InRange(delivery.DurationMs!.Value, 0, 15_000);
    }

    [Fact]
    public async Task A_delivery_is_sent_again_with_the_same_id_and_body()
    {
        using var receiver = await WebhookReceiver.StartAsync();
        await using var fixture = await StartAsync();
        var job = await fixture.SubmitAsync("The lamp was lit.", receiver.Address);
        Assert.False(await fixture.Get<Deliveries>().SendAgainAsync(job.PartitionKey, null, Cancellation));
        await fixture.RunAsync(job);
        await DeliverAsync(fixture);
        var first = await receiver.NextAsync();
        Assert.False(await fixture.Get<Deliveries>().SendAgainAsync(job.PartitionKey, "msg_00000000000000000000000000000000", Cancellation));

        Assert.True(await fixture.Get<Deliveries>().SendAgainAsync(job.PartitionKey, null, Cancellation));
        // Who asks twice is answered once.
        Assert.True(await fixture.Get<Deliveries>().SendAgainAsync(job.PartitionKey, first.Text("webhook-id"), Cancellation));
        await DeliverAsync(fixture);
        var second = await receiver.NextAsync();
        Assert.Equal((first.Text("webhook-id"), first.Text("body")), (second.Text("webhook-id"), second.Text("body")));
        Assert.True(second.GetProperty("verified").GetBoolean());
        var row = Assert.Single((await fixture.FindAllAsync(job)).Deliveries);
        Assert.Equal((DeliveryStatus.Delivered, 2), (row.State, row.Attempt));
        Assert.Empty(await RowsAsync(fixture));
    }

    [Fact]
    public async Task A_delivery_that_was_given_up_gets_all_its_attempts_again_and_the_sweep_finds_it()
    {
        using var receiver = await WebhookReceiver.StartAsync("503");
        await using var fixture = await StartAsync();
        var job = await fixture.SubmitAsync("The lamp was lit.", receiver.Address);
        await fixture.RunAsync(job);
        await fixture.TakeAsync<DeliveryMessage>(QueueNames.WebhookDeliveries);
        var row = Assert.Single((await fixture.FindAllAsync(job)).Deliveries);
        (row.Attempt, row.State) = (WebhookSchedule.MaxAttempts, DeliveryStatus.Failed);
        Assert.True(await fixture.Get<DeliveryStore>().TryWriteAsync(row, Cancellation));

        Assert.True(await fixture.Get<Deliveries>().SendAgainAsync(job.PartitionKey, null, Cancellation));
        await DeliverAsync(fixture);
        row = Assert.Single((await fixture.FindAllAsync(job)).Deliveries);
        Assert.Equal((DeliveryStatus.Pending, WebhookSchedule.MaxAttempts + 2), (row.State, row.Attempt));
        Assert.Contains(await RowsAsync(fixture), left => left.Kind == "delivery" && left.Event == row.EventId);
    }

    [Fact]
    public async Task A_delivery_that_waits_is_sent_at_once()
    {
        using var receiver = await WebhookReceiver.StartAsync("503,200");
        await using var fixture = await StartAsync();
        var job = await fixture.SubmitAsync("The lamp was lit.", receiver.Address);
        await fixture.RunAsync(job);
        await DeliverAsync(fixture);
        var waiting = Assert.Single((await fixture.FindAllAsync(job)).Deliveries);
        Assert.True(waiting.Due > DateTimeOffset.UtcNow.AddSeconds(1));

        Assert.True(await fixture.Get<Deliveries>().SendAgainAsync(job.PartitionKey, null, Cancellation));
        await DeliverAsync(fixture);
        // The message of the attempt that it waited for has no effect.
        await fixture.Get<WebhookDelivery>().DeliverAsync(DeliveryMessage.For(waiting), Cancellation);
        Assert.Equal((await receiver.NextAsync()).Text("webhook-id"), (await receiver.NextAsync()).Text("webhook-id"));
        var row = Assert.Single((await fixture.FindAllAsync(job)).Deliveries);
        Assert.Equal((DeliveryStatus.Delivered, waiting.Attempt + 1), (row.State, row.Attempt));
        // The sweep removes the work's own row when it looks at it next.
        Assert.DoesNotContain(await RowsAsync(fixture), left => left.Kind == "delivery");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_crash_while_it_is_asked_for_again_loses_nothing(bool carriesOut)
    {
        using var receiver = await WebhookReceiver.StartAsync();
        using var transport = new DyingTransport();
        var clock = new FakeTimeProvider(DateTimeOffset.UtcNow);
        await using var fixture = await JobFixture.StartAsync(clock, transport, []);
        var isThrough = false;
        for (var call = 1; !isThrough; call++)
        {
            var job = await fixture.SubmitAsync($"Number {call}.", receiver.Address);
            await fixture.RunAsync(job);
            await DeliverAsync(fixture);
            var first = await receiver.NextAsync();

            transport.DieAt(call, carriesOut);
            try
            {
                await fixture.Get<Deliveries>().SendAgainAsync(job.PartitionKey, null, Cancellation);
            }
            catch (Exception e) when (StorageFault.Is(e))
            {
                // The caller hears of it.
            }

            isThrough = !transport.HasDied;
            transport.Live();
            await fixture.TakeAsync<JobMessage>(QueueNames.SpeechJobs);
            if (Assert.Single((await fixture.FindAllAsync(job)).Deliveries).State != DeliveryStatus.Pending)
            {
                Assert.True(await fixture.Get<Deliveries>().SendAgainAsync(job.PartitionKey, null, Cancellation));
            }

            clock.Advance(TimeSpan.FromMinutes(2));
            await fixture.SweepAsync();
            foreach (var message in await fixture.TakeAsync<DeliveryMessage>(QueueNames.WebhookDeliveries))
            {
                await fixture.Get<WebhookDelivery>().DeliverAsync(message, Cancellation);
            }

            var second = await receiver.NextAsync();
            Assert.Equal((first.Text("webhook-id"), first.Text("body")), (second.Text("webhook-id"), second.Text("body")));
            var row = Assert.Single((await fixture.FindAllAsync(job)).Deliveries);
            Assert.Equal((DeliveryStatus.Delivered, 2), (row.State, row.Attempt));
            await fixture.SweepAsync();
            Assert.Empty(await RowsAsync(fixture));
        }
    }

    [Fact]
    public async Task A_sweep_that_comes_between_forgets_nothing()
    {
        using var transport = new BeforeCall(RequestMethod.Put, "/jobs(");
        var clock = new FakeTimeProvider(DateTimeOffset.UtcNow);
        await using var fixture = await JobFixture.StartAsync(clock, transport, []);
        var job = await fixture.SubmitAsync("The lamp was lit.", "http://127.0.0.1:9/hook");
        await fixture.RunAsync(job);
        var row = Assert.Single((await fixture.FindAllAsync(job)).Deliveries);
        row.State = DeliveryStatus.Delivered;
        Assert.True(await fixture.Get<DeliveryStore>().TryWriteAsync(row, Cancellation));

        transport.Do = fixture.SweepAsync;
        Assert.True(await fixture.Get<Deliveries>().SendAgainAsync(job.PartitionKey, null, Cancellation));
        Assert.Null(transport.Do);
        // As if it had died before it sent the message.
        await fixture.TakeAsync<DeliveryMessage>(QueueNames.WebhookDeliveries);
        clock.Advance(TimeSpan.FromMinutes(2));
        await fixture.SweepAsync();
        Assert.Equal(row.EventId, Assert.Single(await fixture.TakeAsync<DeliveryMessage>(QueueNames.WebhookDeliveries)).Event);
    }

    [Fact]
    public async Task Who_has_not_asked_for_them_costs_no_call_to_storage()
    {
        using var transport = new DyingTransport();
        var clock = new FakeTimeProvider(DateTimeOffset.UtcNow);
        await using var fixture = await JobFixture.StartAsync(clock, transport, []);
        foreach (var webhook in new object?[] { null, "http://127.0.0.1:9/hook", new { url = "http://127.0.0.1:9/hook", events = new[] { "job.completed" } } })
        {
            var job = await fixture.SubmitAsync("The lamp was lit.", webhook);
            await using var claim = await fixture.Get<JobStore>().TryClaimAsync(job, TimeSpan.FromMinutes(1), clock, NullLogger.Instance, Cancellation);
            transport.DieAt(1, carriesOut: false);
            await fixture.Get<JobEvents>().StartedAsync(claim!.Row, Cancellation);
            var progress = fixture.Get<JobEvents>().ProgressOf(claim);
            clock.Advance(TimeSpan.FromSeconds(10));
            await progress.SpokenAsync(Cancellation);
            Assert.False(transport.HasDied);
            transport.Live();
        }
    }

    [Fact]
    public async Task The_deliveries_of_all_work_are_listed_newest_first_page_by_page()
    {
        await using var fixture = await StartAsync();
        var jobs = new List<string>();
        for (var i = 0; i < 5; i++)
        {
            var job = await fixture.SubmitAsync($"Number {i}.", i == 2 ? null : new { url = "http://127.0.0.1:9/hook", events = new[] { "job.started", "job.completed" } });
            await fixture.RunAsync(job);
            jobs.Add(job.PartitionKey);
            await Task.Delay(2, Cancellation);
        }

        var listing = fixture.Get<DeliveryListing>();
        var listed = new List<DeliveryRow>();
        DeliveryPlace? after = null;
        do
        {
            var page = await listing.ListAsync(DeliveryStatus.Pending, after, 3, Cancellation);
            Assert.Equal(page.Next is null ? 2 : 3, page.Deliveries.Count);
            listed.AddRange(page.Deliveries);
            after = page.Next;
        }
        while (after is not null);

        Assert.Equal(jobs.AsEnumerable().Reverse().Where(id => id != jobs[2]).SelectMany(id => new[] { id, id }), listed.Select(row => row.PartitionKey));
        Assert.Equal(8, listed.Select(row => row.EventId).Distinct().Count());
        Assert.All(listed, row => Assert.Empty(row.Body));
        var gone = await listing.ListAsync(DeliveryStatus.Gone, null, 3, Cancellation);
        Assert.Empty(gone.Deliveries);
        Assert.Null(gone.Next);
    }

    [Fact]
    public async Task A_page_of_deliveries_reads_a_bounded_number_of_rows_and_the_next_one_goes_on()
    {
        await using var fixture = await StartAsync();
        var job = await fixture.SubmitAsync("The lamp was lit.", "http://127.0.0.1:9/hook");
        await fixture.RunAsync(job);
        // A newer batch without a webhook.
        var batch = $"batch-{JobId.From(DateTimeOffset.UtcNow.AddMinutes(1), new byte[10])}";
        for (var from = 0; from <= DeliveryListing.MostRead; from += 100)
        {
            await fixture.Storage.BatchTable.SubmitTransactionAsync(
                Enumerable.Range(from, 100).Select(number => new TableTransactionAction(TableTransactionActionType.Add, new TableEntity($"{batch}-{number / 1_000:D2}", $"{number:D5}"))), Cancellation);
        }

        var listing = fixture.Get<DeliveryListing>();
        var first = await listing.ListAsync(null, null, 50, Cancellation);
        Assert.Empty(first.Deliveries);
        Assert.True(DeliveryPlace.TryParse(first.Next.ToString()!, out var after));
        Assert.Equal(first.Next, after);
        var second = await listing.ListAsync(null, after, 50, Cancellation);
        Assert.Equal(job.PartitionKey, Assert.Single(second.Deliveries).PartitionKey);
        Assert.Null(second.Next);
    }

    [Theory]
    [InlineData("x")]
    [InlineData("00000000000000000000000000")]
    [InlineData("00000000000000000000000000_a'b")]
    [InlineData("0000000000000000000000000u_delivery-msg")]
    public void What_is_no_place_is_refused(string cursor) => Assert.False(DeliveryPlace.TryParse(cursor, out _));

    [Fact]
    public async Task Rows_of_the_key_without_a_kind_are_looked_after_until_they_are_gone()
    {
        await using var fixture = await StartAsync();
        var job = await fixture.SubmitAsync("The lamp was lit.");
        await fixture.TakeAsync<JobMessage>(QueueNames.SpeechJobs);
        await fixture.Get<UnfinishedIndex>().RemoveAsync(job, Cancellation);
        await fixture.Get<UnfinishedIndex>().SetAsync(Old(job), Cancellation);

        await fixture.SweepAsync();
        Assert.Equal(job.PartitionKey, Assert.Single(await fixture.TakeAsync<JobMessage>(QueueNames.SpeechJobs)).Job);
        Assert.Single(await RowsAsync(fixture));

        await fixture.RunAsync(job);
        await fixture.Get<UnfinishedIndex>().SetAsync(Old(job), Cancellation);
        await fixture.SweepAsync();
        Assert.Empty(await RowsAsync(fixture));
    }

    static Task<JobFixture> StartAsync() => JobFixture.StartAsync(clock: null, ("Webhooks:SigningKeys", WebhookReceiver.SigningKey));

    static DeliveryRow Started(JobRow job) =>
        WebhookEvent.Owe(job.PartitionKey, job.Generation, "job.started", job.Webhook ?? "http://127.0.0.1:9/hook", JobObject.From(job), DateTimeOffset.UtcNow);

    static UnfinishedRow Old(JobRow job) => new()
    {
        PartitionKey = UnfinishedRow.Shard(job.PartitionKey),
        RowKey = $"{job.PartitionKey}-{job.Generation:D4}",
        Job = job.PartitionKey,
        Generation = job.Generation,
        Due = DateTimeOffset.UtcNow.AddMinutes(-1),
    };

    static async Task<string> TypeOfNextAsync(WebhookReceiver receiver) =>
        JsonSerializer.Deserialize<JsonElement>((await receiver.NextAsync()).Text("body")).Text("type");

    static async Task DeliverAsync(JobFixture fixture) => await fixture.Get<WebhookDelivery>().DeliverAsync(
        Assert.Single(await fixture.TakeAsync<DeliveryMessage>(QueueNames.WebhookDeliveries)), Cancellation);

    static async Task<IReadOnlyList<UnfinishedRow>> RowsAsync(JobFixture fixture) =>
        await fixture.Storage.UnfinishedTable.QueryAsync<UnfinishedRow>(cancellationToken: Cancellation).ToListAsync(Cancellation);
}

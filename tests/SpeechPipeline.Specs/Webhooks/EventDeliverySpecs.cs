using System.Text.Json;
using SpeechPipeline.Durability;
using SpeechPipeline.Jobs;
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

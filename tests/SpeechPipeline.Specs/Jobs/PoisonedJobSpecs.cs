using Azure.Storage.Queues.Models;
using Microsoft.Extensions.Time.Testing;
using SpeechPipeline.Durability;
using SpeechPipeline.Jobs;
using SpeechPipeline.Storage;
using SpeechPipeline.Webhooks;

namespace SpeechPipeline.Specs.Jobs;

/// <summary>What the queue gave up is put back while it gets on, and fails visibly when it does not.</summary>
public sealed class PoisonedJobSpecs
{
    [Fact]
    public async Task A_fault_of_ours_gives_the_job_back_so_that_the_queue_counts_it()
    {
        await using var fixture = await JobFixture.StartAsync();
        var job = await fixture.SubmitAsync("Its plan is lost.");
        await fixture.Storage.Jobs.GetBlobClient($"{job.Id}/plan.json").DeleteAsync(cancellationToken: JobFixture.Cancellation);

        for (var attempt = 0; attempt < 2; attempt++)
        {
            await Assert.ThrowsAsync<InvalidDataException>(() => fixture.RunAsync(job));
            Assert.Null((await fixture.FindAsync(job)).ClaimOwner);
        }
    }

    [Fact]
    public async Task A_poisoned_job_is_put_back_at_longer_and_longer_intervals_and_fails_with_a_webhook_when_it_never_gets_on()
    {
        var clock = new FakeTimeProvider(DateTimeOffset.UtcNow);
        await using var fixture = await JobFixture.StartAsync(clock);
        var job = await fixture.SubmitAsync("It never gets on.", "http://127.0.0.1:9/hook");
        await fixture.TakeAsync<JobMessage>(QueueNames.SpeechJobs);
        var waits = new List<double>();
        var row = await fixture.FindAsync(job);
        for (; !row.HasEnded; row = await fixture.FindAsync(job))
        {
            Assert.True(row.Run < 20, "It is put back again and again.");
            await fixture.Get<PoisonedJob>().HandleAsync(JobMessage.For(row), JobFixture.Cancellation);
            await fixture.Get<PoisonedJob>().HandleAsync(JobMessage.For(row), JobFixture.Cancellation);
            if ((await fixture.FindAsync(job)).NextAttemptAt is not { } due)
            {
                // Put back at once, or failed for good.
                Assert.Equal(waits.Count == 0 ? 1 : 0, (await fixture.TakeAsync<JobMessage>(QueueNames.SpeechJobs)).Count);
                continue;
            }

            waits.Add((due - clock.GetUtcNow()).TotalMinutes);
            Assert.Empty(await fixture.TakeAsync<JobMessage>(QueueNames.SpeechJobs));
            clock.SetUtcNow(due);
            await fixture.SweepAsync();
            Assert.Equal([JobMessage.For(await fixture.FindAsync(job))], await fixture.TakeAsync<JobMessage>(QueueNames.SpeechJobs));
        }

        Assert.Equal([1, 4, 15, 60], waits);
        Assert.Equal((JobStatus.Failed, "failed_repeatedly"), (row.State, row.ErrorCode));
        Assert.Contains("job.failed", Assert.Single((await fixture.FindAllAsync(job)).Deliveries).Body, StringComparison.Ordinal);
        Assert.Single(await fixture.TakeAsync<DeliveryMessage>(QueueNames.WebhookDeliveries));
    }

    [Fact]
    public async Task A_poisoned_job_that_gets_on_is_put_back_at_once_each_time()
    {
        await using var fixture = await JobFixture.StartAsync();
        var job = await fixture.SubmitAsync("It gets on, slowly.");
        for (var i = 0; i < 8; i++)
        {
            await fixture.TakeAsync<JobMessage>(QueueNames.SpeechJobs);
            var row = await fixture.FindAsync(job);
            row.SegmentsDone++;
            Assert.True(await fixture.Get<JobStore>().TryWriteAsync(row, addition: null, JobFixture.Cancellation));
            await fixture.Get<PoisonedJob>().HandleAsync(JobMessage.For(row), JobFixture.Cancellation);
            row = await fixture.FindAsync(job);
            Assert.Equal((JobStatus.Queued, i + 2), (row.State, row.Run));
            Assert.Equal([JobMessage.For(row)], await fixture.TakeAsync<JobMessage>(QueueNames.SpeechJobs));
        }
    }

    [Fact]
    public async Task A_poisoned_delivery_counts_as_a_failed_attempt_and_the_next_is_made_when_it_is_due()
    {
        var clock = new FakeTimeProvider(DateTimeOffset.UtcNow);
        await using var fixture = await JobFixture.StartAsync(clock);
        var job = await fixture.SubmitAsync("Nobody can be told.", "http://127.0.0.1:9/hook");
        await fixture.Get<JobCancellation>().CancelAsync(job.Id, JobFixture.Cancellation);
        for (var attempt = 1; attempt < WebhookSchedule.MaxAttempts; attempt++)
        {
            var owed = Assert.Single((await fixture.FindAllAsync(job)).Deliveries);
            Assert.Equal((DeliveryStatus.Pending, attempt), (owed.State, owed.Attempt));
            await fixture.Get<WebhookDelivery>().GiveUpAttemptAsync(DeliveryMessage.For(owed), JobFixture.Cancellation);
            await fixture.Get<WebhookDelivery>().GiveUpAttemptAsync(DeliveryMessage.For(owed), JobFixture.Cancellation);
        }

        var last = Assert.Single((await fixture.FindAllAsync(job)).Deliveries);
        await fixture.Get<WebhookDelivery>().GiveUpAttemptAsync(DeliveryMessage.For(last), JobFixture.Cancellation);
        Assert.Equal(DeliveryStatus.Failed, Assert.Single((await fixture.FindAllAsync(job)).Deliveries).State);
    }

    [Fact]
    public async Task A_repeat_of_an_attempts_message_is_no_attempt()
    {
        await using var fixture = await JobFixture.StartAsync();
        var job = await fixture.SubmitAsync("Nobody listens.", "http://127.0.0.1:9/hook");
        await fixture.Get<JobCancellation>().CancelAsync(job.Id, JobFixture.Cancellation);
        var first = DeliveryMessage.For(Assert.Single((await fixture.FindAllAsync(job)).Deliveries));
        for (var i = 0; i < 3; i++)
        {
            await fixture.Get<WebhookDelivery>().DeliverAsync(first, JobFixture.Cancellation);
            Assert.Equal(2, Assert.Single((await fixture.FindAllAsync(job)).Deliveries).Attempt);
        }
    }

    [Fact]
    public async Task A_message_of_a_newer_version_is_put_off_and_one_of_nobody_is_parked()
    {
        await using var fixture = await JobFixture.StartAsync();
        var queue = fixture.Get<WorkQueue<JobMessage>>();
        Assert.Null(await queue.ReadAsync(Message("""{"v":2,"work":"unheard of"}"""), JobFixture.Cancellation));
        Assert.Equal(1, (await fixture.Storage.SpeechJobs.GetPropertiesAsync(JobFixture.Cancellation)).Value.ApproximateMessagesCount);
        Assert.Equal(0, await fixture.Get<Parking>().CountAsync(JobFixture.Cancellation));

        string[] bodies = ["", "no json", "[]", "{}", """{"v":1}""", """{"v":"1","job":"x","run":1}""", """{"v":1,"job":"../../x","run":1}"""];
        foreach (var body in bodies)
        {
            Assert.Null(await queue.ReadAsync(Message(body), JobFixture.Cancellation));
        }

        Assert.Equal(bodies.Length, await fixture.Get<Parking>().CountAsync(JobFixture.Cancellation));
        Assert.NotNull(await queue.ReadAsync(Message($$"""{"v":1,"job":"{{JobId.New(TimeProvider.System)}}","run":1}"""), JobFixture.Cancellation));
    }

    [Fact]
    public async Task A_backlog_is_not_doubled_by_the_sweep()
    {
        await using var fixture = await JobFixture.StartAsync();
        var jobs = new List<JobRow>();
        for (var i = 0; i < 3; i++)
        {
            jobs.Add(await fixture.SubmitAsync($"Number {i} waits its turn."));
        }

        foreach (var job in jobs)
        {
            await fixture.Get<UnfinishedIndex>().SetAsync(UnfinishedRow.For(job, DateTimeOffset.UtcNow.AddMinutes(-1)), JobFixture.Cancellation);
        }

        await fixture.SweepAsync();
        Assert.Equal(3, (await fixture.TakeAsync<JobMessage>(QueueNames.SpeechJobs)).Count);
    }

    static QueueMessage Message(string body) => QueuesModelFactory.QueueMessage(Guid.NewGuid().ToString(), "receipt", body, dequeueCount: 1);
}

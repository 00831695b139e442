using Azure.Storage.Queues.Models;
using Microsoft.Extensions.Time.Testing;
using SpeechPipeline.Jobs;
using SpeechPipeline.Storage;
using SpeechPipeline.Webhooks;

namespace SpeechPipeline.Specs.Jobs;

/// <summary>What the queue gave up is put back while it gets on, and fails visibly when it does not.</summary>
public sealed class JobRescueSpecs
{
    [Fact]
    public async Task A_fault_of_ours_gives_the_job_back_so_that_the_queue_counts_it()
    {
        await using var bench = await JobBench.StartAsync();
        var job = await bench.SubmitAsync("Its plan is lost.");
        await bench.Storage.Jobs.GetBlobClient($"{job.Id}/plan.json").DeleteAsync(cancellationToken: JobBench.Cancellation);

        for (var attempt = 0; attempt < 2; attempt++)
        {
            await Assert.ThrowsAsync<InvalidDataException>(() => bench.RunAsync(job));
            Assert.Null((await bench.FindAsync(job)).ClaimOwner);
        }
    }

    [Fact]
    public async Task A_poisoned_job_is_put_back_at_longer_and_longer_intervals_and_fails_with_a_webhook_when_it_never_gets_on()
    {
        var clock = new FakeTimeProvider(DateTimeOffset.UtcNow);
        await using var bench = await JobBench.StartAsync(clock);
        var job = await bench.SubmitAsync("It never gets on.", "http://127.0.0.1:9/hook");
        await bench.TakeAsync<JobMessage>(QueueNames.SpeechJobs);
        var waits = new List<double>();
        var row = await bench.FindAsync(job);
        for (; !row.HasEnded; row = await bench.FindAsync(job))
        {
            Assert.True(row.Run < 20, "It is put back again and again.");
            await bench.Get<JobRescue>().RescueAsync(JobMessage.For(row), JobBench.Cancellation);
            await bench.Get<JobRescue>().RescueAsync(JobMessage.For(row), JobBench.Cancellation);
            if ((await bench.FindAsync(job)).NextAttemptAt is not { } due)
            {
                // Put back at once, or failed for good.
                Assert.Equal(waits.Count == 0 ? 1 : 0, (await bench.TakeAsync<JobMessage>(QueueNames.SpeechJobs)).Count);
                continue;
            }

            waits.Add((due - clock.GetUtcNow()).TotalMinutes);
            Assert.Empty(await bench.TakeAsync<JobMessage>(QueueNames.SpeechJobs));
            clock.SetUtcNow(due);
            await bench.SweepAsync();
            Assert.Equal([JobMessage.For(await bench.FindAsync(job))], await bench.TakeAsync<JobMessage>(QueueNames.SpeechJobs));
        }

        Assert.Equal([1, 4, 15, 60], waits);
        Assert.Equal((JobStatus.Failed, "failed_repeatedly"), (row.State, row.ErrorCode));
        Assert.Contains("job.failed", Assert.Single((await bench.FindAllAsync(job)).Deliveries).Body, StringComparison.Ordinal);
        Assert.Single(await bench.TakeAsync<DeliveryMessage>(QueueNames.WebhookDeliveries));
    }

    [Fact]
    public async Task A_poisoned_job_that_gets_on_is_put_back_at_once_each_time()
    {
        await using var bench = await JobBench.StartAsync();
        var job = await bench.SubmitAsync("It gets on, slowly.");
        for (var i = 0; i < 8; i++)
        {
            await bench.TakeAsync<JobMessage>(QueueNames.SpeechJobs);
            var row = await bench.FindAsync(job);
            row.SegmentsDone++;
            Assert.True(await bench.Get<JobStore>().TryWriteAsync(row, [], JobBench.Cancellation));
            await bench.Get<JobRescue>().RescueAsync(JobMessage.For(row), JobBench.Cancellation);
            row = await bench.FindAsync(job);
            Assert.Equal((JobStatus.Queued, i + 2), (row.State, row.Run));
            Assert.Equal([JobMessage.For(row)], await bench.TakeAsync<JobMessage>(QueueNames.SpeechJobs));
        }
    }

    [Fact]
    public async Task A_poisoned_delivery_counts_as_a_failed_attempt_and_the_next_is_made_when_it_is_due()
    {
        var clock = new FakeTimeProvider(DateTimeOffset.UtcNow);
        await using var bench = await JobBench.StartAsync(clock);
        var job = await bench.SubmitAsync("Nobody can be told.", "http://127.0.0.1:9/hook");
        await bench.Get<JobCancellation>().CancelAsync(job.Id, JobBench.Cancellation);
        for (var attempt = 1; attempt < WebhookSchedule.MaxAttempts; attempt++)
        {
            var owed = Assert.Single((await bench.FindAllAsync(job)).Deliveries);
            Assert.Equal((DeliveryStatus.Pending, attempt), (owed.State, owed.Attempt));
            await bench.Get<WebhookDelivery>().GiveUpAttemptAsync(DeliveryMessage.For(owed), JobBench.Cancellation);
            await bench.Get<WebhookDelivery>().GiveUpAttemptAsync(DeliveryMessage.For(owed), JobBench.Cancellation);
        }

        var last = Assert.Single((await bench.FindAllAsync(job)).Deliveries);
        await bench.Get<WebhookDelivery>().GiveUpAttemptAsync(DeliveryMessage.For(last), JobBench.Cancellation);
        Assert.Equal(DeliveryStatus.Failed, Assert.Single((await bench.FindAllAsync(job)).Deliveries).State);
    }

    [Fact]
    public async Task A_repeat_of_an_attempts_message_is_no_attempt()
    {
        await using var bench = await JobBench.StartAsync();
        var job = await bench.SubmitAsync("Nobody listens.", "http://127.0.0.1:9/hook");
        await bench.Get<JobCancellation>().CancelAsync(job.Id, JobBench.Cancellation);
        var first = DeliveryMessage.For(Assert.Single((await bench.FindAllAsync(job)).Deliveries));
        for (var i = 0; i < 3; i++)
        {
            await bench.Get<WebhookDelivery>().DeliverAsync(first, JobBench.Cancellation);
            Assert.Equal(2, Assert.Single((await bench.FindAllAsync(job)).Deliveries).Attempt);
        }
    }

    [Fact]
    public async Task A_message_of_a_newer_version_is_put_off_and_one_of_nobody_is_parked()
    {
        await using var bench = await JobBench.StartAsync();
        var inbox = bench.Get<QueueInbox>();
        Assert.Null(await inbox.ReadJobAsync(Message("""{"v":2,"work":"unheard of"}"""), JobBench.Cancellation));
        Assert.Equal(1, (await bench.Storage.SpeechJobs.GetPropertiesAsync(JobBench.Cancellation)).Value.ApproximateMessagesCount);
        Assert.Equal(0, await bench.Get<Parking>().CountAsync(JobBench.Cancellation));

        string[] bodies = ["", "no json", "[]", "{}", """{"v":1}""", """{"v":"1","job":"x","run":1}""", """{"v":1,"job":"../../x","run":1}"""];
        foreach (var body in bodies)
        {
            Assert.Null(await inbox.ReadJobAsync(Message(body), JobBench.Cancellation));
        }

        Assert.Equal(bodies.Length, await bench.Get<Parking>().CountAsync(JobBench.Cancellation));
        Assert.NotNull(await inbox.ReadJobAsync(Message($$"""{"v":1,"job":"{{JobId.New(TimeProvider.System)}}","run":1}"""), JobBench.Cancellation));
    }

    [Fact]
    public async Task A_backlog_is_not_doubled_by_the_sweep()
    {
        await using var bench = await JobBench.StartAsync();
        var jobs = new List<JobRow>();
        for (var i = 0; i < 3; i++)
        {
            jobs.Add(await bench.SubmitAsync($"Number {i} waits its turn."));
        }

        foreach (var job in jobs)
        {
            await bench.Get<LiveIndex>().SetAsync(LiveRow.For(job, DateTimeOffset.UtcNow.AddMinutes(-1)), JobBench.Cancellation);
        }

        await bench.SweepAsync();
        Assert.Equal(3, (await bench.TakeAsync<JobMessage>(QueueNames.SpeechJobs)).Count);
    }

    static QueueMessage Message(string body) => QueuesModelFactory.QueueMessage(Guid.NewGuid().ToString(), "receipt", body, dequeueCount: 1);
}

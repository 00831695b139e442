using Azure.Storage.Queues.Models;
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
        var job = await bench.SubmitAsync("Its request is lost.");
        await bench.Storage.Jobs.GetBlobClient($"{job.Id}/request.json").DeleteAsync(cancellationToken: JobBench.Cancellation);
        for (var attempt = 0; attempt < 2; attempt++)
        {
            await Assert.ThrowsAsync<InvalidDataException>(() => bench.RunAsync(job));
            Assert.Null((await bench.FindAsync(job)).ClaimOwner);
        }
    }

    [Fact]
    public async Task A_poisoned_job_is_put_back_once_and_fails_with_a_webhook_when_it_does_not_get_on()
    {
        await using var bench = await JobBench.StartAsync();
        var job = await bench.SubmitAsync("It never gets on.", "http://127.0.0.1:9/hook");
        await bench.TakeAsync<JobMessage>(QueueNames.SpeechJobs);
        await bench.Get<JobRescue>().RescueAsync(JobMessage.For(job), JobBench.Cancellation);
        Assert.Equal([JobMessage.For(job)], await bench.TakeAsync<JobMessage>(QueueNames.SpeechJobs));
        Assert.Equal(JobStatus.Queued, (await bench.FindAsync(job)).State);

        await bench.Get<JobRescue>().RescueAsync(JobMessage.For(job), JobBench.Cancellation);
        var failed = await bench.FindAllAsync(job);
        Assert.Equal((JobStatus.Failed, "failed_repeatedly"), (failed.Job.State, failed.Job.ErrorCode));
        Assert.Contains("job.failed", Assert.Single(failed.Deliveries).Body, StringComparison.Ordinal);
        Assert.Single(await bench.TakeAsync<DeliveryMessage>(QueueNames.WebhookDeliveries));
    }

    [Fact]
    public async Task A_poisoned_job_that_got_on_is_put_back_again()
    {
        await using var bench = await JobBench.StartAsync();
        var job = await bench.SubmitAsync("It gets on, slowly.");
        await bench.Get<JobRescue>().RescueAsync(JobMessage.For(job), JobBench.Cancellation);
        var row = await bench.FindAsync(job);
        row.SegmentsDone++;
        Assert.True(await bench.Get<JobStore>().TryWriteAsync(row, [], JobBench.Cancellation));
        await bench.Get<JobRescue>().RescueAsync(JobMessage.For(job), JobBench.Cancellation);
        Assert.Equal(JobStatus.Queued, (await bench.FindAsync(job)).State);
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
            await bench.Get<LiveIndex>().SetAsync(LiveRow.ForJob(job.PartitionKey, DateTimeOffset.UtcNow.AddMinutes(-1)), JobBench.Cancellation);
        }

        await bench.SweepAsync();
        Assert.Equal(3, (await bench.TakeAsync<JobMessage>(QueueNames.SpeechJobs)).Count);
    }

    static QueueMessage Message(string body) => QueuesModelFactory.QueueMessage(Guid.NewGuid().ToString(), "receipt", body, dequeueCount: 1);
}

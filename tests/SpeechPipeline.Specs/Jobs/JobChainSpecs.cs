using System.Text.Json;
using Azure.Storage.Blobs.Models;
using Microsoft.Extensions.Time.Testing;
using SpeechPipeline.Audio;
using SpeechPipeline.Jobs;
using SpeechPipeline.LocalHost.Endpoint.Faults;
using SpeechPipeline.Mastering;
using SpeechPipeline.Publishing;
using SpeechPipeline.Specs.Speech;
using SpeechPipeline.Storage;
using SpeechPipeline.Webhooks;

namespace SpeechPipeline.Specs.Jobs;

/// <summary>One job is one chain of invocations, whatever becomes of its messages.</summary>
public sealed class JobChainSpecs
{
    [Fact]
    public async Task Speech_that_proves_far_from_the_pace_of_its_voice_is_spoken_anew()
    {
        await using var fixture = await JobFixture.StartAsync(settings: ("Jobs:SegmentConcurrency", "1"));
        fixture.Endpoint.Faults.Next(new Fault("says it three times", async exchange =>
        {
            var audio = await exchange.SpeakAsync();
            await exchange.AnswerAsync(exchange.Encode(new PcmAudio(audio.Format, [.. audio.Samples, .. audio.Samples, .. audio.Samples])));
        }));
        string[] numbers = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"];
        var job = await fixture.SubmitAsync(string.Join("\n\n", numbers.Select(number => $"Paragraph {number} is long enough to say how fast somebody speaks.")));
        await fixture.RunAsync(job);

        Assert.Equal(JobStatus.Completed, (await fixture.FindAsync(job)).State);
        Assert.Equal(numbers.Length + 1, fixture.Endpoint.Ledger.Count);
        var manifest = await ManifestAsync(fixture, job);
        Assert.Equal(1, manifest.Segments.Max(segment => segment.End - segment.Start) / (double)manifest.Segments.Min(segment => segment.End - segment.Start), 0.5);
    }

    static readonly string[] Five =
    [
        "The drawn blinds and the smokeless chimneys, however, gave it a stricken look.",
        "My own complete happiness, and the interests which rise up around me, were sufficient to absorb my attention.",
        "He was still, as ever, deeply attracted by the study of crime.",
        "From time to time I heard some vague account of his doings, of his summons to another town.",
        "It was a widespread, comfortable-looking building, with great yellow blotches of lichen upon the grey walls.",
    ];

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_shows_only_when_the_voice_is_known_is_asked_for_again_at_the_end(bool once)
    {
        await using var fixture = await JobFixture.StartAsync(settings: ("Jobs:SegmentConcurrency", "1"));
        fixture.Endpoint.Faults.When(request => Five[0].Contains(request.Input, StringComparison.Ordinal), SpokenWrong.Fault(SpokenWrong.TooFast), calls: once ? 1 : null);
        var job = await fixture.SubmitAsync(string.Join("\n\n", Five));
        await fixture.RunAsync(job);
        Assert.Equal(JobStatus.Completed, (await fixture.FindAsync(job)).State);
        // If the next take is no better, it is asked for once more, and in halves.
        Assert.InRange(fixture.Endpoint.Ledger.Count, once ? 6 : 8, once ? 6 : 11);
        var segments = (await ManifestAsync(fixture, job)).Segments;
        Assert.Equal(once, segments[0].Doubt is null);
        Assert.All(segments.Skip(1), segment => Assert.Null(segment.Doubt));
    }

    [Fact]
    public async Task A_second_take_that_is_worse_is_not_used()
    {
        await using var fixture = await JobFixture.StartAsync(settings: ("Jobs:SegmentConcurrency", "1"));
        fixture.Endpoint.Faults.When(request => request.Input == Five[0], SpokenWrong.Fault(SpokenWrong.TooFast), calls: 1)
            .When(request => Five[0].Contains(request.Input, StringComparison.Ordinal), SpokenWrong.Fault(audio => SpokenWrong.Silent(audio, 4)));
        var job = await fixture.SubmitAsync(string.Join("\n\n", Five));
        await fixture.RunAsync(job);
        var manifest = await ManifestAsync(fixture, job);
        Assert.NotNull(manifest.Segments[0].Doubt);
        Assert.InRange((double)(manifest.Segments[0].End - manifest.Segments[0].Start) / manifest.Audio.SampleRate, 2, 5);
    }

    [Fact]
    public async Task A_tail_in_an_episode_of_five_segments_is_asked_for_again()
    {
        await using var fixture = await JobFixture.StartAsync();
        fixture.Endpoint.Faults.When(request => request.Input == Five[2], SpokenWrong.Fault(audio => SpokenWrong.RunOn(audio, 20)), calls: 1);
        var job = await fixture.SubmitAsync(string.Join("\n\n", Five));
        await fixture.RunAsync(job);
        Assert.Equal(Five.Length + 1, fixture.Endpoint.Ledger.Count);
        Assert.Equal([1, 1, 2, 1, 1], (await ManifestAsync(fixture, job)).Segments.Select(segment => segment.Attempts));
    }

    static async Task<EpisodeManifest> ManifestAsync(JobFixture fixture, JobRow job) => JsonSerializer.Deserialize<EpisodeManifest>(
        (await fixture.Storage.Episodes.GetBlobClient($"{job.PartitionKey}/manifest.json").DownloadContentAsync(JobFixture.Cancellation)).Value.Content, PipelineJson.Options)!;

    [Fact]
    public async Task A_job_that_is_sent_twice_is_synthesized_once()
    {
        await using var fixture = await JobFixture.StartAsync();
        var job = await fixture.SubmitAsync("One sentence. It is short.");
        await fixture.RunAsync(job);
        await fixture.RunAsync(job);
        Assert.Equal(JobStatus.Completed, (await fixture.FindAsync(job)).State);
        Assert.Single(fixture.Endpoint.Ledger.Calls);
    }

    [Fact]
    public async Task A_job_at_rest_leaves_no_live_row()
    {
        await using var fixture = await JobFixture.StartAsync();
        var job = await fixture.SubmitAsync("Nothing is left behind.");
        Assert.Equal(1, await fixture.CountUnfinishedAsync());
        Assert.Equal([JobMessage.For(job)], await fixture.TakeAsync<JobMessage>(QueueNames.SpeechJobs));
        await fixture.RunAsync(job);
        Assert.Equal(0, await fixture.CountUnfinishedAsync());
    }

    [Fact]
    public async Task A_spent_budget_hands_the_job_on_and_the_next_run_goes_on_from_there()
    {
        // The clock stands at the end of the budget as soon as the first segment is spoken.
        var clock = new FakeTimeProvider(DateTimeOffset.UtcNow);
        await using var fixture = await JobFixture.StartAsync(clock, ("Jobs:SegmentConcurrency", "1"), ("Jobs:InvocationBudget", "00:00:30"));
        fixture.Endpoint.Faults.When(_ => true, new Fault("time passes", async exchange =>
        {
            clock.Advance(TimeSpan.FromSeconds(31));
            await exchange.AnswerAsync();
        }));
        var job = await fixture.SubmitAsync(Paragraphs(3));
        await fixture.TakeAsync<JobMessage>(QueueNames.SpeechJobs);

        for (var run = 1; run < 3; run++)
        {
            await fixture.RunAsync(await fixture.FindAsync(job));
            var handedOn = await fixture.FindAsync(job);
            Assert.Equal((JobStatus.Running, run + 1, run), (handedOn.State, handedOn.Run, handedOn.SegmentsDone));
            Assert.Null(handedOn.ClaimOwner);

            // A repeat of the message that was just worked on: it would be a second chain.
            await fixture.RunAsync(JobMessage.For(handedOn) with { Run = run });
            Assert.Equal((run + 1, run), ((await fixture.FindAsync(job)).Run, fixture.Endpoint.Ledger.Calls.Count));
            Assert.Equal([JobMessage.For(handedOn)], await fixture.TakeAsync<JobMessage>(QueueNames.SpeechJobs));
        }

        await fixture.RunAsync(await fixture.FindAsync(job));
        await fixture.RunAsync(JobMessage.For(job));
        Assert.Equal(JobStatus.Completed, (await fixture.FindAsync(job)).State);
        Assert.Equal(3, fixture.Endpoint.Ledger.Calls.Count);
    }

    [Fact]
    public async Task A_message_whose_job_is_claimed_is_put_off_and_changes_nothing()
    {
        await using var fixture = await JobFixture.StartAsync();
        var job = await fixture.SubmitAsync("Held by another.");
        await fixture.TakeAsync<JobMessage>(QueueNames.SpeechJobs);
        var held = await fixture.FindAsync(job);
        (held.ClaimOwner, held.ClaimUntil) = ("another", DateTimeOffset.UtcNow.AddSeconds(20));
        Assert.True(await fixture.Get<JobStore>().TryWriteAsync(held, addition: null, JobFixture.Cancellation));

        await fixture.RunAsync(job);
        Assert.Empty(fixture.Endpoint.Ledger.Calls);
        Assert.Equal("another", (await fixture.FindAsync(job)).ClaimOwner);
        Assert.Empty(await fixture.TakeAsync<JobMessage>(QueueNames.SpeechJobs));
        Assert.Equal(1, (await fixture.Storage.SpeechJobs.GetPropertiesAsync(JobFixture.Cancellation)).Value.ApproximateMessagesCount);
    }

    [Fact]
    public async Task A_claim_that_ran_out_is_taken_over()
    {
        await using var fixture = await JobFixture.StartAsync();
        var job = await fixture.SubmitAsync("Its runner is gone.");
        var held = await fixture.FindAsync(job);
        (held.ClaimOwner, held.ClaimUntil) = ("gone", DateTimeOffset.UtcNow.AddSeconds(-1));
        Assert.True(await fixture.Get<JobStore>().TryWriteAsync(held, addition: null, JobFixture.Cancellation));
        await fixture.RunAsync(job);
        Assert.Equal(JobStatus.Completed, (await fixture.FindAsync(job)).State);
    }

    [Fact]
    public async Task Two_runners_at_once_pay_once()
    {
        await using var fixture = await JobFixture.StartAsync();
        var job = await fixture.SubmitAsync(Paragraphs(4));
        await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => fixture.RunAsync(job)));
        Assert.Equal(JobStatus.Completed, (await fixture.FindAsync(job)).State);
        Assert.Equal(4, fixture.Endpoint.Ledger.Calls.Count);
    }

    [Fact]
    public async Task A_paragraph_that_comes_again_and_again_is_paid_for_once()
    {
        await using var fixture = await JobFixture.StartAsync();
        var refrain = string.Join("\n\n", Enumerable.Repeat("And so they sailed on through the long night together.", 6));
        var one = await fixture.SubmitAsync(refrain);
        var other = await fixture.SubmitAsync(refrain);
        await Task.WhenAll(fixture.RunAsync(one), fixture.RunAsync(other));
        foreach (var job in (JobRow[])[one, other])
        {
            var row = await fixture.FindAsync(job);
            Assert.Equal((JobStatus.Completed, 6), (row.State, row.SegmentsDone));
        }

        Assert.Single(fixture.Endpoint.Ledger.Calls);
    }

    [Fact]
    public async Task A_long_episode_leaves_nothing_of_its_making()
    {
        await using var fixture = await JobFixture.StartAsync();
        var job = await fixture.SubmitAsync(string.Join("\n\n", Enumerable.Repeat(string.Concat(Enumerable.Repeat("It goes on and on, and then it goes on. ", 25)), 12)));
        await fixture.RunAsync(job);
        var made = (await fixture.FindAsync(job)).Audio!;
        Assert.True(JsonSerializer.Deserialize<EpisodeAudio>(made, PipelineJson.Options)!.Bytes > 24 * 1024 * 1024, made);
        var left = await fixture.Storage.Jobs.GetBlobsAsync(BlobTraits.None, BlobStates.None, $"{job.PartitionKey}/mastering/", JobFixture.Cancellation).ToListAsync(JobFixture.Cancellation);
        Assert.Empty(left);
    }

    [Fact]
    public async Task An_article_is_planned_as_it_comes_in_unless_that_would_take_long()
    {
        await using var fixture = await JobFixture.StartAsync();
        var planned = await fixture.SubmitAsync(Paragraphs(3));
        Assert.Equal(3, planned.SegmentsTotal);
        Assert.True(planned.Characters > 0);
        var large = await fixture.SubmitAsync(string.Join("\n\n", Enumerable.Range(0, 20_000).Select(i => $"Number {i} counts.")));
        Assert.Equal(0, large.SegmentsTotal);
        Assert.Equal(JobStatus.Queued, (await fixture.FindAsync(large)).State);
    }

    [Fact]
    public async Task A_job_whose_message_is_gone_is_sent_again_by_the_sweep()
    {
        var clock = new FakeTimeProvider(DateTimeOffset.UtcNow);
        await using var fixture = await JobFixture.StartAsync(clock);
        var job = await fixture.SubmitAsync("Whoever took the message is dead.");
        await fixture.TakeAsync<JobMessage>(QueueNames.SpeechJobs);
        clock.Advance(TimeSpan.FromMinutes(2));
        await fixture.SweepAsync();
        Assert.Equal([JobMessage.For(job)], await fixture.TakeAsync<JobMessage>(QueueNames.SpeechJobs));
    }

    [Fact]
    public async Task A_webhook_that_a_crash_left_owing_is_sent_by_the_sweep_and_one_in_a_backlog_is_not_doubled()
    {
        var clock = new FakeTimeProvider(DateTimeOffset.UtcNow);
        await using var fixture = await JobFixture.StartAsync(clock);
        var job = await fixture.SubmitAsync("Somebody wants to know.", "http://127.0.0.1:9/hook");
        await fixture.Get<JobCancellation>().CancelAsync(job.Id, JobFixture.Cancellation);
        clock.Advance(TimeSpan.FromMinutes(2));
        await fixture.SweepAsync();
        var owed = await fixture.TakeAsync<DeliveryMessage>(QueueNames.WebhookDeliveries);
        Assert.Single(owed);

        // Nothing is in the queue any more, as if the process that took the message had died.
        clock.Advance(TimeSpan.FromMinutes(2));
        await fixture.SweepAsync();
        Assert.Equal(owed, await fixture.TakeAsync<DeliveryMessage>(QueueNames.WebhookDeliveries));
    }

    [Fact]
    public async Task A_job_that_cannot_be_had_now_waits_and_is_sent_again_when_it_is_due()
    {
        var clock = new FakeTimeProvider(DateTimeOffset.UtcNow);
        await using var fixture = await JobFixture.StartAsync(clock);
        fixture.Endpoint.Faults.Next(Fault.Status(403));
        var job = await fixture.SubmitAsync("A key is needed.");
        await fixture.TakeAsync<JobMessage>(QueueNames.SpeechJobs);
        await fixture.RunAsync(job);

        var waiting = await fixture.FindAsync(job);
        Assert.Equal((JobStatus.Running, 2), (waiting.State, waiting.Run));
        Assert.True(waiting.NextAttemptAt > clock.GetUtcNow());
        Assert.Contains("403", waiting.StatusReason, StringComparison.Ordinal);
        Assert.Equal("KeyRefused", waiting.StatusCode);
        Assert.Empty(await fixture.TakeAsync<JobMessage>(QueueNames.SpeechJobs));

        clock.Advance(TimeSpan.FromHours(1));
        await fixture.SweepAsync();
        Assert.Equal([JobMessage.For(waiting)], await fixture.TakeAsync<JobMessage>(QueueNames.SpeechJobs));
        await fixture.RunAsync(waiting);
        Assert.Equal(JobStatus.Completed, (await fixture.FindAsync(job)).State);
    }

    [Fact]
    public async Task A_job_without_progress_fails_at_its_deadline()
    {
        var clock = new FakeTimeProvider(DateTimeOffset.UtcNow);
        await using var fixture = await JobFixture.StartAsync(clock);
        fixture.Endpoint.Faults.When(_ => true, Fault.Status(401));
        var job = await fixture.SubmitAsync("Nobody mends the key.");
        await fixture.RunAsync(job);
        clock.Advance(TimeSpan.FromHours(25));
        await fixture.RunAsync(await fixture.FindAsync(job));
        var failed = await fixture.FindAsync(job);
        Assert.Equal((JobStatus.Failed, "deadline_exceeded"), (failed.State, failed.ErrorCode));
    }

    [Fact]
    public async Task The_end_of_a_job_owes_one_webhook_however_often_it_is_reached()
    {
        await using var fixture = await JobFixture.StartAsync();
        var job = await fixture.SubmitAsync("Call me back.", "http://127.0.0.1:9/hook");
        await Task.WhenAll(fixture.RunAsync(job), fixture.RunAsync(job));
        await fixture.RunAsync(job);
        var delivery = Assert.Single((await fixture.FindAllAsync(job)).Deliveries);
        Assert.Equal([DeliveryMessage.For(delivery)], await fixture.TakeAsync<DeliveryMessage>(QueueNames.WebhookDeliveries));
        Assert.DoesNotContain('.', delivery.EventId);
    }

    [Fact]
    public async Task A_cancellation_stops_the_runner_and_nothing_is_published()
    {
        await using var fixture = await JobFixture.StartAsync(clock: null, ("Jobs:ProgressInterval", "00:00:00.1"), ("Jobs:ClaimDuration", "00:00:02"));
        fixture.Endpoint.Faults.When(_ => true, Fault.NeverAnswer());
        var job = await fixture.SubmitAsync("Stop.");
        var running = fixture.RunAsync(job);
        while ((await fixture.FindAsync(job)).State != JobStatus.Running)
        {
            await Task.Delay(10, JobFixture.Cancellation);
        }

        var cancelled = await fixture.Get<JobCancellation>().CancelAsync(job.Id, JobFixture.Cancellation);
        await running;
        Assert.Equal(JobStatus.Cancelled, cancelled!.State);
        Assert.Equal(JobStatus.Cancelled, (await fixture.FindAsync(job)).State);
        Assert.Empty(fixture.Storage.Episodes.GetBlobs(cancellationToken: JobFixture.Cancellation));
        Assert.Equal(0, await fixture.CountUnfinishedAsync());
    }

    static string Paragraphs(int count) =>
        string.Join("\n\n", Enumerable.Range(1, count).Select(i => $"This is paragraph number {i}, and it stands quite alone."));
}

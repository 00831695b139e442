using Microsoft.Extensions.Time.Testing;
using SpeechPipeline.Jobs;
using SpeechPipeline.LocalHost.Endpoint.Faults;
using SpeechPipeline.Segments;
using SpeechPipeline.Specs.Jobs;
using SpeechPipeline.Speech;
using SpeechPipeline.Storage;

namespace SpeechPipeline.Specs.Speech;

/// <summary>A segment on its way through the limiter to a real endpoint that misbehaves, on a clock that the test moves.</summary>
public sealed class SegmentSynthesizerSpecs
{
    static readonly SpeechRequest Hello = new("hexgrad/Kokoro-82M", "Hello there, everyone.", "am_adam", "en", 24_000);

    readonly FakeTimeProvider _clock = new(DateTimeOffset.UtcNow);

    [Theory]
    [InlineData(429)]
    [InlineData(503)]
    public async Task A_segment_that_is_told_to_come_later_does_so_as_long_as_the_budget_lasts(int status)
    {
        await using var fixture = await JobFixture.StartAsync(_clock, ("Speech:Attempts", "1"));
        fixture.Endpoint.Faults.Next(Fault.Status(status, null, ("retry-after", "30")), calls: 6);
        var spoken = SayHelloAsync(fixture, "job");
        for (var refusal = 1; refusal <= 6; refusal++)
        {
            await PassPauseAsync(fixture);
        }

        // Those that were refused were not carried out, and are not paid for.
        Assert.Equal(Hello.Input.Length, Assert.IsType<SegmentOutcome.Done>(await spoken).CharactersSent);
        Assert.Equal(7, fixture.Endpoint.Ledger.Count);
    }

    [Fact]
    public async Task A_hint_beyond_the_budget_makes_every_job_wait_and_no_other_call_goes_out()
    {
        await using var fixture = await JobFixture.StartAsync(_clock);
        fixture.Endpoint.Faults.Next(Fault.TooManyRequests("3600"));
        var hint = _clock.GetUtcNow().AddHours(1);
        var first = Assert.IsType<SegmentOutcome.Wait>(await SayHelloAsync(fixture, "first"));
        var second = Assert.IsType<SegmentOutcome.Wait>(await SayHelloAsync(fixture, "second"));
        Assert.Equal((hint, 0), (first.Until, first.CharactersSent));
        Assert.Equal((hint, 0), (second.Until, second.CharactersSent));
        Assert.Contains("429", second.Reason, StringComparison.Ordinal);
        Assert.Equal(1, fixture.Endpoint.Ledger.Count);
    }

    [Fact]
    public async Task A_passing_failure_is_an_attempt_and_those_before_it_were_none()
    {
        await using var fixture = await JobFixture.StartAsync(_clock, ("Speech:Attempts", "1"));
        fixture.Endpoint.Faults.Next(Fault.TooManyRequests("2")).Next(Fault.Status(503)).Next(Fault.Status(500));
        var spoken = SayHelloAsync(fixture, "job");
        await PassPauseAsync(fixture);
        await PassPauseAsync(fixture);
        var wait = Assert.IsType<SegmentOutcome.Wait>(await spoken);
        // None of the three was carried out, and none is paid for.
        Assert.Equal((0, 3), (wait.CharactersSent, fixture.Endpoint.Ledger.Count));
        Assert.Contains("500", wait.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_job_whose_turn_does_not_come_within_its_budget_is_handed_on_at_once()
    {
        await using var fixture = await JobFixture.StartAsync(_clock, ("Speech:Concurrency", "1"));
        var limiter = fixture.Get<SpeechLimiter>();
        var entry = await limiter.EnterAsync("another", DateTimeOffset.MaxValue, JobFixture.Cancellation);
        using var permit = Assert.IsType<SpeechEntry.Granted>(entry).Permit;
        var job = await fixture.SubmitAsync("Others are first.");
        await fixture.TakeAsync<JobMessage>(QueueNames.SpeechJobs);
        var run = fixture.RunAsync(job);
        await Eventually.IsTrueAsync(() => limiter.State.Waiting == 1, "the segment waits", JobFixture.Cancellation);
        _clock.Advance(TimeSpan.FromMinutes(4));
        await run;

        var handedOn = await fixture.FindAsync(job);
        Assert.Equal((JobStatus.Running, 2, null), (handedOn.State, handedOn.Run, handedOn.NextAttemptAt));
        Assert.Equal([JobMessage.For(handedOn)], await fixture.TakeAsync<JobMessage>(QueueNames.SpeechJobs));
        Assert.Empty(fixture.Endpoint.Ledger.Calls);
    }

    [Fact]
    public async Task What_is_never_right_as_a_whole_is_asked_for_in_two_parts()
    {
        await using var fixture = await JobFixture.StartAsync(_clock, ("Speech:Attempts", "1"));
        fixture.Endpoint.Faults.Next(Fault.Silence());
        var done = Assert.IsType<SegmentOutcome.Done>(await SayHelloAsync(fixture, "job"));
        Assert.Equal((3, 3), (fixture.Endpoint.Ledger.Count, done.Stored.Attempts));
        Assert.Equal(Hello.Input.Length + "Hello there,".Length + "everyone.".Length, done.CharactersSent);
        Assert.True(done.Stored.Frames > done.Stored.SampleRateHz, $"{done.Stored}");
    }

    [Fact]
    public async Task What_is_not_right_in_parts_either_is_given_up()
    {
        await using var fixture = await JobFixture.StartAsync(_clock, ("Speech:Attempts", "1"));
        fixture.Endpoint.Faults.Next(Fault.Silence(), calls: 2);
        var given = Assert.IsType<SegmentOutcome.Impossible>(await SayHelloAsync(fixture, "job"));
        Assert.Equal(("segment_unusable", 2), (given.Code, fixture.Endpoint.Ledger.Count));
        Assert.Contains("silent", given.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_runaway_tail_is_asked_for_again_from_the_first_segment_on()
    {
        await using var fixture = await JobFixture.StartAsync();
        fixture.Endpoint.Faults.Next(SpokenWrong.Fault(audio => SpokenWrong.RunOn(audio, 20)));
        var done = await SpeakAsync(fixture, First);
        Assert.Equal((2, 2, null), (fixture.Endpoint.Ledger.Count, done.Stored.Attempts, done.Stored.Doubt));
        Assert.InRange(done.Stored.Seconds, 3, 12);
    }

    [Fact]
    public async Task A_tail_in_a_half_is_asked_for_again_too()
    {
        await using var fixture = await JobFixture.StartAsync();
        var tail = SpokenWrong.Fault(audio => SpokenWrong.RunOn(audio, 20));
        fixture.Endpoint.Faults.When(request => request.Input == Both, tail).When(request => request.Input == First, tail, calls: 1);
        var done = await SpeakAsync(fixture, Both);
        // The whole twice, and as it was the same again, the halves: the first of them twice.
        Assert.Equal((5, null), (fixture.Endpoint.Ledger.Count, done.Stored.Doubt));
        Assert.InRange(done.Stored.Seconds, 6, 24);
    }

    [Fact]
    public async Task What_a_voice_always_says_so_is_kept_and_named()
    {
        await using var fixture = await JobFixture.StartAsync();
        fixture.Endpoint.Faults.When(_ => true, SpokenWrong.Fault(audio => SpokenWrong.Silent(audio, 4)));
        var done = await SpeakAsync(fixture, Both);
        // The whole and each half twice; the whole has one silence, the halves have two.
        Assert.Equal((6, "there is a long silence inside"), (fixture.Endpoint.Ledger.Count, done.Stored.Doubt));
        var found = await fixture.Get<SegmentStore>().FindAsync(Segment(Both), SpeechChoice.None, JobFixture.Cancellation);
        Assert.Equal((done.Stored.Doubt, done.Stored.Shape?.ToString()), (found?.Doubt, found?.Shape?.ToString()));
    }

    [Fact]
    public async Task What_is_there_is_used_when_asking_again_fails()
    {
        await using var fixture = await JobFixture.StartAsync(null, ("Speech:Attempts", "2"));
        fixture.Endpoint.Faults.Next(SpokenWrong.Fault(audio => SpokenWrong.Silent(audio, 4))).Next(Fault.Status(500), calls: 3);
        var done = await SpeakAsync(fixture, First);
        Assert.Equal("there is a long silence inside", done.Stored.Doubt);
    }

    [Theory]
    [InlineData(0.25)]
    [InlineData(0.5)]
    [InlineData(2.0)]
    [InlineData(4.0)]
    public async Task Speech_at_the_speed_that_was_asked_for_is_right_at_once(double speed)
    {
        await using var fixture = await JobFixture.StartAsync();
        var done = await SpeakAsync(fixture, First, Hello with { Speed = speed });
        Assert.Equal((1, 1, null), (fixture.Endpoint.Ledger.Count, done.Stored.Attempts, done.Stored.Doubt));
    }

    [Fact]
    public async Task Speech_of_an_endpoint_that_knows_no_speed_is_right_too()
    {
        await using var fixture = await JobFixture.StartAsync();
        fixture.Endpoint.Faults.When(_ => true, SpokenWrong.Fault(audio => SpokenWrong.Drawn(audio, 2)));
        var done = await SpeakAsync(fixture, First, Hello with { Speed = 2 });
        Assert.Equal((1, null), (fixture.Endpoint.Ledger.Count, done.Stored.Doubt));
    }

    [Theory]
    [InlineData(2.0)]
    [InlineData(0.4)]
    public async Task Of_a_manner_in_words_the_pace_may_be_another(double times)
    {
        await using var fixture = await JobFixture.StartAsync();
        fixture.Endpoint.Faults.When(_ => true, SpokenWrong.Fault(audio => SpokenWrong.Drawn(audio, times)));
        var done = await SpeakAsync(fixture, First, Hello with { Instructions = times > 1 ? "Very slowly." : "As fast as you can." });
        Assert.Equal((1, null), (fixture.Endpoint.Ledger.Count, done.Stored.Doubt));
    }

    const string First = "The drawn blinds and the smokeless chimneys, however, gave it a stricken look.";
    const string Both = $"{First} He was still, as ever, deeply attracted by the study of crime.";

    static PlannedSegment Segment(string text) => new(0, 0, 0, text, 0, "aa00", 0);

    static async Task<SegmentOutcome.Done> SpeakAsync(JobFixture fixture, string text, SpeechRequest? request = null) => Assert.IsType<SegmentOutcome.Done>(await fixture.Get<SegmentSynthesizer>().SpeakAsync(
        "job", Segment(text), (request ?? Hello) with { Input = text }, new SpeakingPace(), TimeProvider.System.GetUtcNow().AddMinutes(4), JobFixture.Cancellation));

    Task<SegmentOutcome> SayHelloAsync(JobFixture fixture, string job) => fixture.Get<SegmentSynthesizer>().SpeakAsync(
        job, new PlannedSegment(0, 0, 0, Hello.Input, 0, "aa00", 0), Hello, new SpeakingPace(), _clock.GetUtcNow().AddMinutes(4), JobFixture.Cancellation);

    async Task PassPauseAsync(JobFixture fixture)
    {
        var limiter = fixture.Get<SpeechLimiter>();
        await Eventually.IsTrueAsync(() => limiter.State is { Waiting: 1, NotBefore: not null }, "the segment waits", JobFixture.Cancellation);
        // Timers count whole milliseconds, backoff does not.
        _clock.Advance(limiter.State.NotBefore!.Value - _clock.GetUtcNow() + TimeSpan.FromMilliseconds(1));
    }
}

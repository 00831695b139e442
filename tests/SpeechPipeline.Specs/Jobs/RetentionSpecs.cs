using System.Text.Json;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using SpeechPipeline.Durability;
using SpeechPipeline.Jobs;
using SpeechPipeline.Requests;
using SpeechPipeline.Shows;
using SpeechPipeline.Specs.Shows;
using SpeechPipeline.Storage;

namespace SpeechPipeline.Specs.Jobs;

/// <summary>An ended job is deleted by itself after the days that it, its show or the settings say, and else never.</summary>
public sealed class RetentionSpecs
{
    [Theory]
    [InlineData(null, null, null, null)]
    [InlineData(null, null, 30, 30)]
    [InlineData(null, 7, 30, 7)]
    [InlineData(3, 7, 30, 3)]
    [InlineData(36_500, null, null, 36_500)]
    public async Task The_job_comes_before_its_show_and_the_show_before_the_setting(int? own, int? ofShow, int? setting, int? days)
    {
        await using var fixture = await JobFixture.StartAsync(clock: null, setting is null ? [] : [("Jobs:RetentionDays", $"{setting}")]);
        await fixture.Get<ShowStore>().PutAsync(ShowFixture.Name, new ShowSettings(RetentionDays: ofShow), "http://localhost/api", JobFixture.Cancellation);
        var job = await SubmitAsync(fixture, own);
        await fixture.Get<JobCancellation>().CancelAsync(job.Id, JobFixture.Cancellation);
        job = await fixture.FindAsync(job);
        Assert.Equal(days is null ? null : job.EndedAt!.Value.AddDays(days.Value), job.DeletesAt);
        Assert.Equal(days is null ? 0 : 1, await fixture.CountUnfinishedAsync());
        Assert.Equal(days is not null, PipelineJson.Text(JobObject.From(job)).Contains("\"deletes_at\":\"", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_job_is_deleted_when_its_days_are_over_and_not_before()
    {
        var clock = new FakeTimeProvider(DateTimeOffset.UtcNow);
        await using var fixture = await JobFixture.StartAsync(clock);
        var (job, longer, kept) = (await RunAsync(fixture, 2), await RunAsync(fixture, 3), await RunAsync(fixture, null));
        await fixture.MakeFeedAsync();
        clock.SetUtcNow((await fixture.FindAsync(job)).DeletesAt!.Value);
        await SweepAsync(fixture);
        Assert.NotNull(await fixture.Get<JobStore>().FindAsync(job.Id, JobFixture.Cancellation));

        clock.Advance(TimeSpan.FromSeconds(1));
        await SweepAsync(fixture);
        await fixture.MakeFeedAsync();
        clock.Advance(TimeSpan.FromSeconds(6));
        await SweepAsync(fixture);
        Assert.Null(await fixture.Get<JobStore>().FindAsync(job.Id, JobFixture.Cancellation));
        Assert.NotNull((await fixture.Get<JobStore>().FindTombstoneAsync(job.Id, JobFixture.Cancellation))!.ClearedAt);
        Assert.Equal(2, (await fixture.TitlesAsync()).Count);
        foreach (var other in (JobRow[])[longer, kept])
        {
            Assert.NotNull(await fixture.Get<JobStore>().FindAsync(other.Id, JobFixture.Cancellation));
            Assert.True(await fixture.Storage.Episodes.GetBlobClient($"{other.PartitionKey}/audio.wav").ExistsAsync(JobFixture.Cancellation));
        }

        Assert.Equal([longer.PartitionKey], await fixture.Get<DueIndex>().DueAsync(DateTimeOffset.MaxValue, JobFixture.Cancellation).Select(row => row.Id).ToListAsync(JobFixture.Cancellation));
    }

    [Fact]
    public async Task The_days_of_a_retried_job_are_counted_from_its_last_end()
    {
        var clock = new FakeTimeProvider(DateTimeOffset.UtcNow);
        await using var fixture = await JobFixture.StartAsync(clock);
        var job = await SubmitAsync(fixture, 2);
        await fixture.Get<JobCancellation>().CancelAsync(job.Id, JobFixture.Cancellation);
        clock.Advance(TimeSpan.FromDays(1));
        var retried = (await fixture.Get<JobRetry>().RetryAsync(job.Id, JobFixture.Cancellation))!;
        Assert.Null(retried.DeletesAt);
        clock.Advance(TimeSpan.FromDays(1.5));
        await fixture.Get<RetentionSweep>().RunAsync(JobFixture.Cancellation);
        Assert.False((await fixture.FindAsync(job)).HasEnded);

        await fixture.Get<JobCancellation>().CancelAsync(job.Id, JobFixture.Cancellation);
        clock.Advance(TimeSpan.FromDays(1.5));
        await fixture.Get<RetentionSweep>().RunAsync(JobFixture.Cancellation);
        Assert.NotNull(await fixture.Get<JobStore>().FindAsync(job.Id, JobFixture.Cancellation));
        clock.Advance(TimeSpan.FromDays(1));
        await fixture.Get<RetentionSweep>().RunAsync(JobFixture.Cancellation);
        Assert.Null(await fixture.Get<JobStore>().FindAsync(job.Id, JobFixture.Cancellation));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_retention_goes_on_after_a_crash_at_any_of_its_calls(bool carriesOut)
    {
        var clock = new FakeTimeProvider(DateTimeOffset.UtcNow);
        using var transport = new DyingTransport();
        await using var fixture = await JobFixture.StartAsync(clock, transport, []);
        var isThrough = false;
        for (var call = 1; !isThrough; call++)
        {
            // Also at its end, where the day of its deletion is entered.
            var job = await SubmitAsync(fixture, 1);
            transport.DieAt(call, carriesOut);
            await IgnoringDeathAsync(() => fixture.Get<JobCancellation>().CancelAsync(job.Id, JobFixture.Cancellation));
            isThrough = !transport.HasDied;
            transport.Live();
            await fixture.Get<JobCancellation>().CancelAsync(job.Id, JobFixture.Cancellation);
            clock.Advance(TimeSpan.FromDays(1.1));
            transport.DieAt(call, carriesOut);
            await IgnoringDeathAsync(() => fixture.Get<RetentionSweep>().RunAsync(JobFixture.Cancellation));
            isThrough &= !transport.HasDied;
            transport.Live();
            await SweepAsync(fixture);
            Assert.Null(await fixture.Get<JobStore>().FindAsync(job.Id, JobFixture.Cancellation));
            Assert.NotNull((await fixture.Get<JobStore>().FindTombstoneAsync(job.Id, JobFixture.Cancellation))!.ClearedAt);
            Assert.Empty(await fixture.Get<DueIndex>().DueAsync(DateTimeOffset.MaxValue, JobFixture.Cancellation).ToListAsync(JobFixture.Cancellation));
        }
    }

    [Theory]
    [InlineData("0", "is 0; it must be from 1 to 36500 days.")]
    [InlineData("36501", "is 36501; it must be from 1 to 36500 days.")]
    [InlineData("-1", "is -1; it must be from 1 to 36500 days.")]
    [InlineData("1.5", "is the number 1.5; it must be an integer.")]
    [InlineData("\"7\"", "is a string; it must be an integer.")]
    public async Task A_wrong_number_of_days_is_refused_for_a_job_and_for_a_show(string days, string detail)
    {
        await using var fixture = await JobFixture.StartAsync();
        var job = fixture.Get<RequestReader>().ReadJson(System.Text.Encoding.UTF8.GetBytes($$"""{"input":"One.","retention_days":{{days}}}"""));
        var (_, problems) = fixture.Get<ShowSettingsReader>().ReadJson(System.Text.Encoding.UTF8.GetBytes($$"""{"retention_days":{{days}}}"""));
        Assert.All([Assert.Single(job.Problems), Assert.Single(problems)], problem => Assert.Equal(("#/retention_days", detail), (problem.Pointer, problem.Detail)));
    }

    [Fact]
    public async Task A_setting_out_of_its_bounds_is_named()
    {
        await using var fixture = await JobFixture.StartAsync(clock: null, ("Jobs:RetentionDays", "0"));
        Assert.Contains("RetentionDays", Assert.Throws<OptionsValidationException>(() => fixture.Get<IOptions<JobOptions>>().Value).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_query_may_have_it() =>
        Assert.Equal(JsonValueKind.Number, QueryFields.Read([KeyValuePair.Create("retention_days", "30")]).GetProperty("retention_days").ValueKind);

    static async Task<JobRow> RunAsync(JobFixture fixture, int? days)
    {
        var job = await SubmitAsync(fixture, days);
        await fixture.RunAsync(job);
        return await fixture.FindAsync(job);
    }

    static Task<JobRow> SubmitAsync(JobFixture fixture, int? days) =>
        fixture.SubmitJsonAsync(PipelineJson.Text(new { input = "It is kept for a while.", voice = "am_adam", response_format = "wav", show = "to-hear", retention_days = days }));

    static async Task SweepAsync(JobFixture fixture)
    {
        await fixture.Get<RetentionSweep>().RunAsync(JobFixture.Cancellation);
        await fixture.SweepAsync();
    }

    static async Task IgnoringDeathAsync(Func<Task> work)
    {
        try
        {
            await work();
        }
        catch (Exception e) when (StorageFault.Is(e))
        {
        }
    }
}

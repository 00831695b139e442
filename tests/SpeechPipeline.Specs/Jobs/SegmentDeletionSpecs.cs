using Azure.Core;
using SpeechPipeline.Audio;
using SpeechPipeline.Jobs;
using SpeechPipeline.LocalHost.Endpoint.Faults;
using SpeechPipeline.Planning;
using SpeechPipeline.Segments;
using SpeechPipeline.Speech;

namespace SpeechPipeline.Specs.Jobs;

/// <summary>Stored speech is deleted with its job only on request, and only if no other job has used it.</summary>
public sealed class SegmentDeletionSpecs
{
    const string Shared = "They both say this sentence.";
    const string Own = "Only the first says that one.";

    [Fact]
    public async Task Speech_that_another_job_has_used_stays_and_the_rest_goes()
    {
        await using var fixture = await JobFixture.StartAsync();
        var first = await RunAsync(fixture, $"{Shared}\n\n{Own}");
        await RunAsync(fixture, $"{Shared}\n\nThe second says another.");
        Assert.Equal(3, await CountAsync(fixture));

        await DeleteAsync(fixture, first, withSegments: true);
        Assert.Equal(2, await CountAsync(fixture));
        await RunAsync(fixture, Shared);
        Assert.Equal(3, fixture.Endpoint.Ledger.Calls.Count);
        await RunAsync(fixture, Own);
        Assert.Equal(4, fixture.Endpoint.Ledger.Calls.Count);
    }

    [Fact]
    public async Task Speech_that_its_job_did_not_pay_for_or_that_nobody_asked_to_delete_stays()
    {
        await using var fixture = await JobFixture.StartAsync();
        var first = await RunAsync(fixture, Shared);
        var second = await RunAsync(fixture, Shared);
        await DeleteAsync(fixture, second, withSegments: true);
        await DeleteAsync(fixture, first, withSegments: false);
        Assert.Equal(1, await CountAsync(fixture));
    }

    [Fact]
    public async Task Speech_that_an_earlier_version_stored_stays()
    {
        await using var fixture = await JobFixture.StartAsync();
        var job = await RunAsync(fixture, Own);
        var segment = await fixture.Storage.Segments.GetBlobsAsync(cancellationToken: JobFixture.Cancellation).SingleAsync(JobFixture.Cancellation);
        var blob = fixture.Storage.Segments.GetBlobClient(segment.Name);
        var metadata = (await blob.GetPropertiesAsync(cancellationToken: JobFixture.Cancellation)).Value.Metadata;
        metadata.Remove("shared");
        await blob.SetMetadataAsync(metadata, cancellationToken: JobFixture.Cancellation);
        await RunAsync(fixture, Own);
        await DeleteAsync(fixture, job, withSegments: true);
        Assert.Equal(1, await CountAsync(fixture));
    }

    [Fact]
    public async Task A_job_that_begins_to_use_speech_while_it_is_deleted_keeps_it()
    {
        using var transport = new BeforeCall(RequestMethod.Delete, "/segments/");
        await using var fixture = await JobFixture.StartAsync(transport);
        var job = await RunAsync(fixture, Own);
        var segment = await SegmentOfAsync(fixture, job);
        var store = fixture.Get<SegmentStore>();
        transport.Do = async () => Assert.NotNull((await store.UseAsync(segment, SpeechChoice.None, "another", JobFixture.Cancellation)).Stored);
        await store.DeleteOwnAsync(segment.Key, job.PartitionKey, JobFixture.Cancellation);
        Assert.NotNull(await store.FindAsync(segment, SpeechChoice.None, JobFixture.Cancellation));
    }

    [Fact]
    public async Task Speech_that_is_deleted_while_another_job_begins_to_use_it_is_as_if_it_was_never_spoken()
    {
        using var transport = new BeforeCall(RequestMethod.Put, "/segments/");
        await using var fixture = await JobFixture.StartAsync(transport);
        var job = await RunAsync(fixture, Own);
        var segment = await SegmentOfAsync(fixture, job);
        var store = fixture.Get<SegmentStore>();
        transport.Do = () => store.DeleteOwnAsync(segment.Key, job.PartitionKey, JobFixture.Cancellation);
        Assert.Null((await store.UseAsync(segment, SpeechChoice.None, "another", JobFixture.Cancellation)).Stored);

        // The same between a write that finds it there, and its being looked up.
        var other = await RunAsync(fixture, Own);
        transport.OnSecond(RequestMethod.Head, () => store.DeleteOwnAsync(segment.Key, other.PartitionKey, JobFixture.Cancellation));
        var audio = new PcmAudio(new PcmFormat(24_000, 1), new float[24_000]);
        Assert.Equal("another", (await store.WriteAsync(segment, SpeechTake.Of(audio), "another", 1, JobFixture.Cancellation)).Job);
    }

    [Fact]
    public async Task Speech_that_is_spoken_anew_is_heard_and_not_what_this_process_remembers()
    {
        await using var fixture = await JobFixture.StartAsync();
        var job = await RunAsync(fixture, Own);
        var seconds = job.ReadAudio()!.DurationSeconds;
        await DeleteAsync(fixture, job, withSegments: true);
        // However often it is asked.
        fixture.Endpoint.Faults.When(_ => true, new Fault("says it twice", async exchange =>
        {
            var audio = await exchange.SpeakAsync();
            await exchange.AnswerAsync(exchange.Encode(new PcmAudio(audio.Format, [.. audio.Samples, .. audio.Samples])));
        }));
        Assert.InRange((await RunAsync(fixture, Own)).ReadAudio()!.DurationSeconds, seconds * 1.5, seconds * 2.5);
    }

    [Fact]
    public async Task Speech_that_was_spoken_anew_elsewhere_is_read_again()
    {
        await using var fixture = await JobFixture.StartAsync();
        var segment = new PlannedSegment(0, 0, 0, Own, 0, new string('a', 64), 0);
        var (here, elsewhere) = (fixture.Get<SegmentStore>(), new SegmentStore(fixture.Storage));
        await here.ReadAsync(segment, await WriteAsync(here, "first", 12_000), JobFixture.Cancellation);
        await elsewhere.DeleteOwnAsync(segment.Key, "first", JobFixture.Cancellation);
        var anew = await WriteAsync(elsewhere, "second", 24_000);

        Assert.True(anew.IsSameAs((await here.UseAsync(segment, SpeechChoice.None, "third", JobFixture.Cancellation)).Stored!));
        Assert.Equal(anew.Frames, (await here.ReadAsync(segment, anew, JobFixture.Cancellation)).FrameCount);

        Task<StoredSegment> WriteAsync(SegmentStore store, string job, int frames) => store.WriteAsync(
            segment, SpeechTake.Of(new PcmAudio(new PcmFormat(24_000, 1), [.. Enumerable.Range(0, frames).Select(i => 0.5f * MathF.Sin(i / 10f))])), job, 1, JobFixture.Cancellation);
    }

    static async Task<JobRow> RunAsync(JobFixture fixture, string text)
    {
        var job = await fixture.SubmitAsync(text);
        await fixture.RunAsync(job);
        job = await fixture.FindAsync(job);
        Assert.Equal(JobStatus.Completed, job.State);
        return job;
    }

    static async Task DeleteAsync(JobFixture fixture, JobRow job, bool withSegments)
    {
        Assert.Equal(DeletionAnswer.Accepted, await fixture.Get<JobDeletion>().DeleteAsync(job.Id, withSegments, JobFixture.Cancellation));
        await fixture.SweepAsync();
        Assert.NotNull((await fixture.Get<JobStore>().FindTombstoneAsync(job.Id, JobFixture.Cancellation))!.ClearedAt);
    }

    static async Task<PlannedSegment> SegmentOfAsync(JobFixture fixture, JobRow job) =>
        (await fixture.Get<JobFolder>().FindPlanAsync(job.Id, JobFixture.Cancellation))!.Segments.Single();

    static async Task<int> CountAsync(JobFixture fixture) =>
        await fixture.Storage.Segments.GetBlobsAsync(cancellationToken: JobFixture.Cancellation).CountAsync(JobFixture.Cancellation);
}

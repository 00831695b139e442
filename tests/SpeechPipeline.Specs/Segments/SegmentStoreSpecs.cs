using SpeechPipeline.Audio;
using SpeechPipeline.Segments;
using SpeechPipeline.Specs.Jobs;
using SpeechPipeline.Speech;

namespace SpeechPipeline.Specs.Segments;

public sealed class SegmentStoreSpecs
{
    const int Rate = 8_000;

    [Fact]
    public async Task Sound_that_ticks_along_for_minutes_is_stored_though_its_shape_is_too_long_to_be()
    {
        await using var fixture = await JobFixture.StartAsync();
        var segment = new PlannedSegment(0, 0, 0, "Tick.", 0, new string('a', 64), 0);
        // 20 ms of sound, five times a second, for a quarter of an hour.
        var take = SpeechTake.Of(new PcmAudio(new PcmFormat(Rate, 1), [.. Enumerable.Range(0, 900 * Rate).Select(static i => i % (Rate / 5) < Rate / 50 ? 0.5f * MathF.Sin(i) : 0)]));
        Assert.True(take.Shape.Stretches.Count > 4_000);
        var stored = await fixture.Get<SegmentStore>().WriteAsync(segment, take, "job", 1, JobFixture.Cancellation);
        var found = await fixture.Get<SegmentStore>().FindAsync(segment, SpeechChoice.None, JobFixture.Cancellation);
        Assert.Equal((stored.Frames, null), (found!.Frames, found.Shape));
    }

    [Fact]
    public async Task The_shape_of_usual_speech_is_found_again()
    {
        await using var fixture = await JobFixture.StartAsync();
        var segment = new PlannedSegment(0, 0, 0, "Speech.", 0, new string('b', 64), 0);
        // Half a second of sound, half of silence, for a minute.
        var take = SpeechTake.Of(new PcmAudio(new PcmFormat(Rate, 1), [.. Enumerable.Range(0, 60 * Rate).Select(static i => i % Rate < Rate / 2 ? 0.5f * MathF.Sin(i) : 0)]));
        await fixture.Get<SegmentStore>().WriteAsync(segment, take, "job", 1, JobFixture.Cancellation);
        Assert.Equal($"{take.Shape}", $"{(await fixture.Get<SegmentStore>().FindAsync(segment, SpeechChoice.None, JobFixture.Cancellation))!.Shape}");
    }
}

using System.Text.Json;
using SpeechPipeline.Audio;
using SpeechPipeline.Audio.Loudness;
using SpeechPipeline.LocalHost.Endpoint;
using SpeechPipeline.Storage;

namespace SpeechPipeline.Specs.Audio.Loudness;

public sealed class LoudnessEnergiesSpecs
{
    static readonly PcmFormat Format = new(24_000, 1);

    // At 11,025 Hz the grid's steps are of 1,102 and 1,103 frames.
    [Theory]
    [InlineData(24_000)]
    [InlineData(11_025)]
    public async Task Chunks_cut_anywhere_in_silence_measure_as_the_whole(int rate)
    {
        var speech = await Heard.SpeechAsync(FliteVoice.Kal16, rate);
        var random = new Random(rate);
        for (var round = 0; round < 30; round++)
        {
            var (episode, cuts) = Episode(speech, random);
            var chunks = cuts.Zip(cuts[1..], (from, to) => Heard.Energies(episode.AsSpan(from..to), speech.Format, from)).ToArray();
            random.Shuffle(chunks);

            Assert.Equal(Heard.Lufs(episode, speech.Format)!.Value, LoudnessEnergies.Integrate(chunks, speech.Format)!.Value, 0.0005);
        }
    }

    [Fact]
    public void Parts_of_a_sub_block_are_summed()
    {
        float[] sound = [.. Enumerable.Repeat(0f, 2400), .. Signals.Sine(1000, 0.1, 24_000, 600, 1), .. new float[9000]];
        var parts = new[] { Heard.Energies(sound.AsSpan(..3400), Format), Heard.Energies(sound.AsSpan(3400..3500), Format, 3400), Heard.Energies(sound.AsSpan(3500..), Format, 3500) };
        var (whole, combined) = (Heard.Energies(sound, Format), LoudnessEnergies.Combine(parts, Format));

        Assert.Equal((0, 12_000, 5), (combined.StartFrame, combined.FrameCount, combined.SumSquares.Length));
        Assert.All(whole.SumSquares.Zip(combined.SumSquares), static pair => Assert.Equal(pair.First, pair.Second, 1e-4f));
    }

    [Fact]
    public void An_hour_takes_about_as_much_room_as_a_small_picture()
    {
        var hour = new LoudnessEnergies(0, 3600 * 24_000, [.. Enumerable.Range(0, 36_000).Select(static i => i / 7f)]);
        var json = PipelineJson.Text(hour);

        Assert.InRange(json.Length, 1, 36_000 * 6);
        var read = JsonSerializer.Deserialize<LoudnessEnergies>(json, PipelineJson.Options)!;
        Assert.Equal((hour.StartFrame, hour.FrameCount), (read.StartFrame, read.FrameCount));
        Assert.Equal(hour.SumSquares, read.SumSquares);
        Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<LoudnessEnergies>("""{"start_frame":0,"frame_count":1,"sum_squares":"AAA="}""", PipelineJson.Options));
    }

    [Theory]
    [InlineData(-12)]
    [InlineData(5.5)]
    [InlineData(40)]
    public async Task A_gain_can_be_applied_to_what_was_measured(double gain)
    {
        var speech = await Heard.SpeechAsync(FliteVoice.Slt, 24_000);
        float[] samples = [.. speech.Samples, .. Heard.Amplified(speech.Samples, -50)];
        var measured = LoudnessEnergies.Integrate([Heard.Energies(samples, Format)], Format, gain);

        Assert.Equal(Heard.Lufs(Heard.Amplified(samples, gain), Format)!.Value, measured!.Value, 0.0005);
    }

    [Fact]
    public void A_gain_lifts_what_was_too_quiet_over_the_absolute_gate()
    {
        var quiet = Heard.Energies(Signals.Sine(1000, 1e-4, 24_000, 48_000, 1), Format); // -83 LUFS

        Assert.Null(LoudnessEnergies.Integrate([quiet], Format));
        Assert.Equal(-63, LoudnessEnergies.Integrate([quiet], Format, 20)!.Value, 0.1);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(9_000)]
    [InlineData(9_600)]
    [InlineData(100_000)]
    public void Silence_has_no_loudness(int frames) => Assert.Null(Heard.Lufs(new float[frames], Format));

    [Theory]
    [InlineData(0.02)]
    [InlineData(0.2)]
    [InlineData(0.39)]
    public void What_is_shorter_than_a_gating_block_is_measured_as_it_is(double seconds) =>
        Assert.Equal(-23.01, Heard.Lufs(Signals.Sine(1000, 0.1, 24_000, (int)(seconds * 24_000), 1), Format)!.Value, 0.3);

    [Fact]
    public void A_block_that_the_end_cuts_off_does_not_count()
    {
        // The last 90 ms are 20 dB louder, and in no whole block.
        float[] sound = [.. Signals.Sine(1000, 0.01, 24_000, 48_000, 1), .. Signals.Sine(1000, 0.1, 24_000, 2160, 1)];
        Assert.Equal(-43.01, Heard.Lufs(sound, Format)!.Value, 0.1);
    }

    [Fact]
    public void Gaps_overlaps_and_other_rates_are_refused()
    {
        LoudnessEnergies Chunk(long start, int frames, int rate = 24_000) => Heard.Energies(new float[frames], new PcmFormat(rate, 1), start);
        void Refused(params LoudnessEnergies[] chunks) => Assert.Throws<ArgumentException>(() => LoudnessEnergies.Combine(chunks, Format));

        Refused();
        Refused(Chunk(0, 5000), Chunk(5001, 5000));
        Refused(Chunk(0, 5000), Chunk(4999, 5000));
        Refused(Chunk(0, 5000), Chunk(0, 5000));
        Refused(Chunk(0, 50_000, 48_000));
        Assert.Equal(10_000, LoudnessEnergies.Combine([Chunk(5000, 5000), Chunk(5000, 0), Chunk(0, 5000)], Format).FrameCount);
    }

    // Speech in random pieces and pauses, and random places to cut at, each 50 ms or more after the last sound.
    static (float[] Episode, int[] Cuts) Episode(PcmAudio speech, Random random)
    {
        var (samples, cuts) = (new List<float>(), new List<int> { 0 });
        for (var piece = 0; piece < 6; piece++)
        {
            var from = random.Next(speech.FrameCount / 2);
            samples.AddRange(Heard.Amplified(speech.Samples[from..random.Next(from + 1, speech.FrameCount)], random.Next(-30, 6)));
            var pause = speech.Format.SampleRateHz / 20;
            var more = random.Next(speech.Format.SampleRateHz);
            cuts.Add(samples.Count + pause + random.Next(more + 1));
            samples.AddRange(new float[pause + more]);
        }

        cuts[^1] = samples.Count;
        return ([.. samples], [.. cuts]);
    }
}

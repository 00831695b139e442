using SpeechPipeline.Audio;
using SpeechPipeline.Audio.Loudness;
using SpeechPipeline.LocalHost.Endpoint;

namespace SpeechPipeline.Specs.Audio.Loudness;

public sealed class LoudnessMeterSpecs
{
    // EBU Tech 3341, table 1: sines of 1 kHz in both channels, levels in dBFS and seconds. Case 6 has five channels.
    static readonly (string Case, double Lufs, (double Level, double Seconds)[] Tones)[] Cases =
    [
        ("1", -23, [(-23, 20)]),
        ("2", -33, [(-33, 20)]),
        ("3", -23, [(-36, 10), (-23, 60), (-36, 10)]),
        ("4", -23, [(-72, 10), (-36, 10), (-23, 60), (-36, 10), (-72, 10)]),
        ("5", -23, [(-26, 20), (-20, 20.1), (-26, 20)]),
    ];

    public static TheoryData<string, int, int> CasesAtRates =>
    [
        .. from @case in Cases
           from format in new[] { (48_000, 2), (48_000, 1), (16_000, 1), (22_050, 1), (24_000, 1), (44_100, 1) }
           select (@case.Case, format.Item1, format.Item2),
    ];

    [Theory]
    [MemberData(nameof(CasesAtRates))]
    public void The_cases_of_EBU_Tech_3341_measure_as_they_should(string name, int rate, int channels)
    {
        var (_, expected, tones) = Cases.Single(@case => @case.Case == name);
        var format = new PcmFormat(rate, channels);
        var meter = new LoudnessMeter(format, 0);
        foreach (var (level, seconds) in tones)
        {
            var second = Tone(level, 1, format);
            for (var left = seconds; left > 0; left--)
            {
                meter.Add(second.AsSpan(0, (int)(Math.Min(left, 1) * rate) * channels));
            }
        }

        // One channel counts once: 3.01 LU less than two.
        Assert.Equal(expected + (channels == 1 ? -3.01 : 0), LoudnessEnergies.Integrate([meter.Finish()], format)!.Value, 0.1);
    }

    [Theory]
    [InlineData(FliteVoice.Slt, 16_000)]
    [InlineData(FliteVoice.Rms, 24_000)]
    [InlineData(FliteVoice.Awb, 44_100)]
    [InlineData(FliteVoice.Kal16, 22_050)]
    [InlineData(FliteVoice.Kal16, 96_000)]
    [InlineData(FliteVoice.Kal, 8_000)]
    [InlineData(FliteVoice.Slt, 8_000)]
    public async Task Speech_is_as_loud_as_ffmpeg_says(FliteVoice voice, int rate)
    {
        var speech = await Heard.SpeechAsync(voice, rate);
        var (ours, ffmpegs) = (Heard.Lufs([.. speech.Samples, .. new float[rate / 2]], speech.Format)!.Value, Ebur128.Of(speech.Samples, speech.Format.SampleRateHz, speech.Format.Channels).IntegratedLufs);

        TestContext.Current.TestOutputHelper!.WriteLine($"{voice} {rate}: {ours:F3} LUFS, ffmpeg {ffmpegs:F3}");
        Assert.Equal(ffmpegs, ours, 0.1);
    }

    [Fact]
    public async Task Two_voices_in_two_channels_are_as_loud_as_ffmpeg_says()
    {
        var left = await Heard.SpeechAsync(FliteVoice.Slt, 24_000);
        var right = await Heard.SpeechAsync(FliteVoice.Kal16, 24_000);
        var (both, format) = (Heard.Stereo(left.Samples, right.Samples), new PcmFormat(24_000, 2));

        Assert.Equal(Ebur128.Of(both, format.SampleRateHz, format.Channels).IntegratedLufs, Heard.Lufs([.. both, .. new float[24_000]], format)!.Value, 0.1);
    }

    // The high-pass and the shelf, by ffmpeg, which brings all rates to the 48 kHz that BS.1770-4 has coefficients for.
    // Near the Nyquist frequency they differ most: by 0.12 LU at 7 kHz where the rate is 16 kHz.
    [Theory]
    [InlineData(30)]
    [InlineData(200)]
    [InlineData(2000)]
    [InlineData(7000)]
    public void The_weighting_is_the_same_at_every_rate(double hertz)
    {
        foreach (var rate in new[] { 16_000, 24_000, 192_000 })
        {
            var format = new PcmFormat(rate, 1);
            var sine = Signals.Sine(hertz, 0.1, rate, rate, 1);
            Assert.Equal(Ebur128.Of(sine, format.SampleRateHz, format.Channels).IntegratedLufs, Heard.Lufs([.. sine, .. new float[rate / 2]], format)!.Value, 0.15);
        }
    }

    [Fact]
    public async Task How_the_samples_were_handed_over_makes_no_difference()
    {
        var speech = await Heard.SpeechAsync(FliteVoice.Kal16, 11_025);
        var whole = Heard.Energies(speech.Samples, speech.Format);
        var meter = new LoudnessMeter(speech.Format, 0);
        for (var (at, length) = (0, 1); at < speech.Samples.Length; at += length, length = (length * 3) + 1)
        {
            length = Math.Min(length, speech.Samples.Length - at);
            meter.Add(speech.Samples.AsSpan(at, length));
        }

        // Sums are made block by block, so their last bits may differ.
        Assert.All(whole.SumSquares.Zip(meter.Finish().SumSquares), static pair => Assert.Equal(pair.First, pair.Second, pair.First * 1e-6f));
    }

    [Fact]
    public void Samples_that_are_no_numbers_are_silence_and_spoil_nothing_after_them()
    {
        var format = new PcmFormat(24_000, 1);
        var tone = Tone(-20, 10, format);
        float[] damaged = [.. tone];
        damaged[5000] = float.NaN;

        Assert.Equal(Heard.Lufs(tone, format)!.Value, Heard.Lufs(damaged, format)!.Value, 0.01);
        damaged[5000] = float.NegativeInfinity;
        Assert.True(double.IsFinite(Heard.Lufs(damaged, format)!.Value));
    }

    [Fact]
    public void What_is_not_whole_frames_or_before_the_episode_is_refused()
    {
        Assert.Throws<ArgumentException>(() => new LoudnessMeter(new PcmFormat(24_000, 2), 0).Add(new float[3]));
        Assert.Throws<ArgumentOutOfRangeException>(() => new LoudnessMeter(new PcmFormat(24_000, 2), -1));
    }

    static float[] Tone(double level, double seconds, PcmFormat format) => Signals.Sine(
        1000, Math.Pow(10, level / 20), format.SampleRateHz, (int)(seconds * format.SampleRateHz), format.Channels);
}

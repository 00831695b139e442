using SpeechPipeline.Audio;
using SpeechPipeline.Audio.Loudness;
using SpeechPipeline.LocalHost.Endpoint;

namespace SpeechPipeline.Specs.Audio.Loudness;

public sealed class TruePeakMeterSpecs
{
    // EBU Tech 3341, table 1, cases 15 to 19: sines at a part of the sample rate, at a phase where samples miss the peak.
    [Theory]
    [InlineData(4, 0, 0.5, -6)]
    [InlineData(4, 45, 0.5, -6)]
    [InlineData(6, 60, 0.5, -6)]
    [InlineData(8, 67.5, 0.5, -6)]
    [InlineData(4, 45, 1.41, 3)]
    public void The_cases_of_EBU_Tech_3341_measure_as_they_should(int period, double phase, double amplitude, double expected)
    {
        foreach (var rate in new[] { 8_000, 16_000, 22_050, 24_000, 44_100, 48_000, 96_000 })
        {
            var sine = Enumerable.Range(0, rate)
                .Select(i => (float)(Fade(i, rate) * amplitude * Math.Sin((2 * Math.PI * i / period) + (phase * Math.PI / 180))));
            Assert.InRange(Heard.TruePeakDb([.. sine], new PcmFormat(rate, 1)), expected - 0.4, expected + 0.2);
        }
    }

    // Cases 20 to 23 in kind: one period of fs/6 at full scale within fs/4 at half of it, made at 4 fs and taken at each of four offsets.
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void A_single_loud_period_is_seen_wherever_the_samples_fall(int offset)
    {
        const int Oversampled = 4;
        var phase = 0.0;
        var at = new List<float>();
        for (var i = 0; i < 48_000 * Oversampled; i++)
        {
            var loud = i >= 96_000 && i < 96_000 + (6 * Oversampled);
            at.Add((float)(Fade(i, 48_000 * Oversampled) * (loud ? 1 : 0.5) * Math.Sin(phase)));
            phase += 2 * Math.PI / ((loud ? 6 : 4) * Oversampled);
        }

        // Below the Nyquist frequency of 48 kHz first, as the note to the table says.
        var low = Resampled([.. at], 192_000, 48_000, offset);
        Assert.InRange(Heard.TruePeakDb(low, new PcmFormat(48_000, 1)), -0.4, 0.2);
    }

    [Theory]
    [InlineData(FliteVoice.Slt, 16_000)]
    [InlineData(FliteVoice.Rms, 24_000)]
    [InlineData(FliteVoice.Awb, 44_100)]
    [InlineData(FliteVoice.Kal16, 22_050)]
    [InlineData(FliteVoice.Kal16, 48_000)]
    [InlineData(FliteVoice.Kal, 8_000)]
    public async Task Speech_peaks_where_ffmpeg_says(FliteVoice voice, int rate)
    {
        var speech = await Heard.SpeechAsync(voice, rate);
        var (ours, ffmpegs) = (Heard.TruePeakDb(speech.Samples, speech.Format), Ebur128.Of(speech.Samples, speech.Format.SampleRateHz, speech.Format.Channels).TruePeakDb);

        TestContext.Current.TestOutputHelper!.WriteLine($"{voice} {rate}: {ours:F3} dBTP, ffmpeg {ffmpegs:F3}");
        Assert.Equal(ffmpegs, ours, 0.2);
    }

    [Theory]
    [InlineData(16_000)]
    [InlineData(24_000)]
    [InlineData(44_100)]
    [InlineData(48_000)]
    public void Noise_peaks_where_ffmpeg_says(int rate)
    {
        var format = new PcmFormat(rate, 2);
        var noise = Heard.Stereo(Heard.Noise(rate, rate * 2, 1), Heard.Amplified(Heard.Noise(rate, rate * 2, 2), 1));
        Assert.Equal(Ebur128.Of(noise, format.SampleRateHz, format.Channels).TruePeakDb, Heard.TruePeakDb(noise, format), 0.2);
    }

    [Fact]
    public void Peaks_at_the_very_ends_count_and_silence_has_none()
    {
        var format = new PcmFormat(24_000, 2);
        Assert.Equal(0, new TruePeakMeter(format).Finish());
        foreach (var frames in new[] { 1, 2, 1000, 1023, 1024, 1025, 5000 })
        {
            var samples = new float[frames * 2];
            Assert.Equal(double.NegativeInfinity, Heard.TruePeakDb(samples, format));
            samples[1] = 0.5f;
            Assert.Equal(-6.02, Heard.TruePeakDb(samples, format), 0.01);
            samples[^1] = -0.75f;
            Assert.InRange(Heard.TruePeakDb(samples, format), -2.51, 0);
        }
    }

    [Fact]
    public async Task How_the_samples_were_handed_over_makes_no_difference()
    {
        var speech = await Heard.SpeechAsync(FliteVoice.Kal16, 24_000);
        var meter = new TruePeakMeter(speech.Format);
        for (var (at, length) = (0, 1); at < speech.Samples.Length; at += length, length = (length * 3) + 1)
        {
            length = Math.Min(length, speech.Samples.Length - at);
            meter.Add(speech.Samples.AsSpan(at, length));
        }

        Assert.Equal(Heard.TruePeakDb(speech.Samples, speech.Format), 20 * Math.Log10(meter.Finish()));
        Assert.Throws<InvalidOperationException>(() => meter.Add(speech.Samples));
        Assert.Throws<ArgumentException>(() => new TruePeakMeter(new PcmFormat(24_000, 2)).Add(new float[3]));
    }

    [Fact]
    public void What_is_passed_over_could_not_have_been_higher()
    {
        var oversampler = new Oversampler(24_000);
        for (var seed = 0; seed < 200; seed++)
        {
            var window = Heard.Noise(24_000, 100, seed).AsSpan(0, Oversampler.Step + Oversampler.Taps - 1);
            var all = new float[Oversampler.Step];
            oversampler.Raise(window, -1, all);
            var highest = all.Max();
            var again = new float[Oversampler.Step];
            oversampler.Raise(window, highest * 0.999f, again);
            Assert.Equal(all, again);
        }
    }

    static double Fade(int i, int frames) => Math.Min(1, Math.Min(i, frames - 1 - i) / (frames * 0.1));

    static float[] Resampled(float[] samples, int from, int to, int skip)
    {
        var output = new System.Buffers.ArrayBufferWriter<float>();
        var resampler = new Resampler(from, to, 1);
        resampler.Process(samples.AsSpan(skip), output);
        resampler.Finish(output);
        return output.WrittenSpan.ToArray();
    }
}

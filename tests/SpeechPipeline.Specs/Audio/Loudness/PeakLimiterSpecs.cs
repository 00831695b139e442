using System.Buffers;
using SpeechPipeline.Audio;
using SpeechPipeline.Audio.Loudness;
using SpeechPipeline.LocalHost.Endpoint;

namespace SpeechPipeline.Specs.Audio.Loudness;

public sealed class PeakLimiterSpecs
{
    const double Tolerance = 0.05;

    [Theory]
    [InlineData(FliteVoice.Slt, 16_000, 6, -1)]
    [InlineData(FliteVoice.Slt, 24_000, 14, -1)]
    [InlineData(FliteVoice.Rms, 44_100, 10, -1.5)]
    [InlineData(FliteVoice.Awb, 48_000, 25, -3)]
    [InlineData(FliteVoice.Kal16, 22_050, 12, -1)]
    [InlineData(FliteVoice.Kal, 8_000, 12, -1)]
    public async Task Speech_stays_below_the_ceiling(FliteVoice voice, int rate, double gain, double ceiling)
    {
        var speech = await Heard.SpeechAsync(voice, rate);
        Holds(speech.Samples, speech.Format, gain, ceiling);
        Holds(Heard.Stereo(speech.Samples, Heard.Amplified(speech.Samples.Reverse().ToArray(), -3)), new PcmFormat(rate, 2), gain, ceiling);
    }

    [Theory]
    [InlineData(8_000)]
    [InlineData(22_050)]
    [InlineData(24_000)]
    [InlineData(44_100)]
    public void Noise_stays_below_the_ceiling(int rate)
    {
        var (left, right) = (Heard.Noise(rate, rate, rate), Heard.Noise(rate, rate, rate + 1));
        Holds(left, new PcmFormat(rate, 1), 20, -1);
        Holds(Heard.Stereo(left, right), new PcmFormat(rate, 2), 6, -2);
    }

    // ffmpeg brings everything to 48 kHz first, which by itself changes the peaks of what reaches up to the Nyquist frequency of 44.1 kHz.
    [Theory]
    [InlineData(16_000)]
    [InlineData(24_000)]
    [InlineData(48_000)]
    public void Square_waves_and_impulses_stay_below_the_ceiling(int rate)
    {
        Holds(Heard.Squares(rate, 1), new PcmFormat(rate, 1), 12, -1);
        Holds([.. Enumerable.Range(0, rate).Select(static i => i / 400 % 2 == 0 ? 1f : -1f)], new PcmFormat(rate, 1), 6, -1);
        Holds([.. Enumerable.Range(0, rate).Select(static i => i % 311 == 0 ? 1f : 0)], new PcmFormat(rate, 1), 6, -1);
        Holds([.. Enumerable.Range(0, rate).Select(i => i < rate / 2 ? 0f : 1)], new PcmFormat(rate, 1), 6, -1);
    }

    [Theory]
    [InlineData(11_025)]
    [InlineData(44_100)]
    [InlineData(96_000)]
    [InlineData(192_000)]
    public void By_our_own_meter_no_signal_gets_over_the_ceiling(int rate)
    {
        var random = new Random(rate);
        for (var round = 0; round < 20; round++)
        {
            var channels = 1 + (round % 2);
            var format = new PcmFormat(rate, channels);
            float[] wild = [.. Enumerable.Range(0, random.Next(1, 5000) * channels).Select(_ => (random.NextSingle() - 0.5f) * random.Next(4))];
            var limited = Limited(wild, format, random.Next(-6, 30), -1);
            Assert.Equal(wild.Length, limited.Length);
            Assert.InRange(Heard.TruePeakDb(limited, format), double.NegativeInfinity, -1);
        }
    }

    [Theory]
    [InlineData(8_000, -4)]
    [InlineData(24_000, 0)]
    [InlineData(48_000, 3.3)]
    public async Task Where_nothing_comes_near_the_ceiling_only_the_gain_is_applied(int rate, double gain)
    {
        var speech = await Heard.SpeechAsync(FliteVoice.Kal16, rate);
        var below = Heard.Amplified(speech.Samples, -1.2 - gain - Heard.TruePeakDb(speech.Samples, speech.Format));
        var limiter = new PeakLimiter(speech.Format, gain, -1);
        var output = new ArrayBufferWriter<float>();
        limiter.Process(below, output);
        limiter.Finish(output);

        Assert.Equal(Heard.Amplified(below, gain), output.WrittenSpan.ToArray());
        Assert.Equal((1.0, 0.0), (limiter.LeastGain, limiter.MostReductionDb));
    }

    [Fact]
    public void A_peak_is_heard_5_ms_ahead_and_forgotten_in_two_seconds()
    {
        // A faint tone, bit-exact but around one impulse that is 6 dB over the ceiling.
        const int Rate = 24_000;
        var tone = Signals.Sine(300, 0.01, Rate, Rate * 4, 1);
        var sound = tone.ToArray();
        sound[Rate] = 2;
        var limiter = new PeakLimiter(new PcmFormat(Rate, 1), 0, 0);
        var output = new ArrayBufferWriter<float>();
        limiter.Process(sound, output);
        limiter.Finish(output);
        var limited = output.WrittenSpan;

        Assert.Equal(tone[..(Rate - 150)], limited[..(Rate - 150)].ToArray());
        Assert.Equal(tone[(Rate * 3)..], limited[(Rate * 3)..].ToArray());
        Assert.Equal(1, limited[Rate], 0.02f);
        Assert.Equal(6.12, limiter.MostReductionDb, 0.1);
        Assert.True(MathF.Abs(limited[Rate + (Rate / 5)]) < MathF.Abs(tone[Rate + (Rate / 5)]) || tone[Rate + (Rate / 5)] == 0);
    }

    [Fact]
    public void Both_channels_get_the_same_gain_and_it_never_jumps()
    {
        const int Rate = 24_000;
        var noise = Heard.Squares(Rate, 3);
        for (var i = 0; i < noise.Length; i++)
        {
            noise[i] *= i % 6000 < 300 ? 4 : 0.1f;
        }

        var limited = Limited(Heard.Stereo(noise, [.. Enumerable.Repeat(0.01f, Rate)]), new PcmFormat(Rate, 2), 0, -1);

        var gains = Enumerable.Range(0, Rate).Select(i => limited[(i * 2) + 1] / 0.01f).ToArray();
        Assert.All(Enumerable.Range(0, Rate), i => Assert.Equal(noise[i] * gains[i], limited[i * 2], 1e-5f));
        Assert.InRange(gains.Min(), 0.1, 0.25);

        // The steepest that a triangle of 5 ms can be.
        Assert.All(gains.Zip(gains[1..]), static pair => Assert.InRange(MathF.Abs(pair.First - pair.Second), 0, 1 / 60f));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task How_the_samples_were_handed_over_makes_no_difference(int channels)
    {
        var speech = await Heard.SpeechAsync(FliteVoice.Kal16, 24_000);
        var samples = speech.Samples[..(speech.Samples.Length / 2 * 2)];
        var format = new PcmFormat(24_000, channels);
        var whole = Limited(samples, format, 20, -1);
        foreach (var most in new[] { 1, 100, 1024, 5000 })
        {
            var random = new Random(most);
            var output = new ArrayBufferWriter<float>();
            var limiter = new PeakLimiter(format, 20, -1);
            for (int at = 0, length; at < samples.Length; at += length)
            {
                length = Math.Min(random.Next(1, most + 1) * channels, samples.Length - at);
                limiter.Process(samples.AsSpan(at, length), output);
            }

            limiter.Finish(output);
            limiter.Finish(output);
            Assert.Equal(whole, output.WrittenSpan.ToArray());
        }
    }

    [Fact]
    public void Damaged_samples_become_silence_or_are_held_too()
    {
        var format = new PcmFormat(24_000, 1);
        var sound = Signals.Sine(440, 0.5, 24_000, 100_000, 1);
        (sound[0], sound[20_000], sound[30_000]) = (float.NaN, float.NaN, float.MaxValue);
        (sound[40_000], sound[50_000]) = (float.PositiveInfinity, float.NegativeInfinity);
        var limited = Limited(sound, format, 3, -1);

        Assert.All(limited, static sample => Assert.True(float.IsFinite(sample)));
        Assert.InRange(Heard.TruePeakDb(limited, format), -2, -1);
        Assert.Equal(0, limited[20_000]);
        Assert.Equal(Heard.Amplified(sound, 3)[90_000..], limited[90_000..]);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(119)]
    [InlineData(1024)]
    [InlineData(1025)]
    public void As_many_frames_come_out_as_went_in(int frames) =>
        Assert.Equal(frames * 2, Limited([.. Enumerable.Repeat(1.5f, frames * 2)], new PcmFormat(24_000, 2), 0, -1).Length);

    [Fact]
    public void Nothing_is_taken_after_the_end_and_no_broken_frames_or_gains()
    {
        var (format, output) = (new PcmFormat(24_000, 2), new ArrayBufferWriter<float>());
        var limiter = new PeakLimiter(format, 0, -1);
        Assert.Throws<ArgumentException>(() => limiter.Process(new float[3], output));
        limiter.Finish(output);
        Assert.Throws<InvalidOperationException>(() => limiter.Process(new float[2], output));
        Assert.Throws<ArgumentOutOfRangeException>(() => new PeakLimiter(format, double.NaN, -1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new PeakLimiter(format, 0, 0.1));
    }

    static void Holds(float[] samples, PcmFormat format, double gain, double ceiling)
    {
        Assert.True(Heard.TruePeakDb(samples, format) + gain > ceiling, "there is nothing to limit");
        var limited = Limited(samples, format, gain, ceiling);
        var (ours, ffmpegs) = (Heard.TruePeakDb(limited, format), Ebur128.Of(limited, format.SampleRateHz, format.Channels).TruePeakDb);

        TestContext.Current.TestOutputHelper!.WriteLine($"{format} {gain:F1} dB, ceiling {ceiling:F1}: {ours:F3} dBTP, ffmpeg {ffmpegs:F3}");
        Assert.Equal(samples.Length, limited.Length);
        Assert.InRange(ours, ceiling - 0.5, ceiling);
        Assert.InRange(ffmpegs, ceiling - 0.5, ceiling + Tolerance);
    }

    static float[] Limited(float[] samples, PcmFormat format, double gain, double ceiling)
    {
        var output = new ArrayBufferWriter<float>();
        var limiter = new PeakLimiter(format, gain, ceiling);
        limiter.Process(samples, output);
        limiter.Finish(output);
        return output.WrittenSpan.ToArray();
    }
}

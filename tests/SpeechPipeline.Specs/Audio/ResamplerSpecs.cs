using System.Buffers;
using SpeechPipeline.Audio;

namespace SpeechPipeline.Specs.Audio;

public sealed class ResamplerSpecs
{
    public static TheoryData<int, int> Pairs => new()
    {
        { 16_000, 24_000 },
        { 24_000, 44_100 },
        { 44_100, 16_000 },
        { 8_000, 48_000 },
        { 48_000, 11_025 },
        { 44_100, 44_101 }, // interpolates between rows
        { 96_000, 8_001 },
    };

    [Theory]
    [MemberData(nameof(Pairs))]
    public void Within_the_pass_band_every_sample_is_what_the_sine_is_at_that_time(int from, int to)
    {
        // Level, phase, images and aliases at once: the residual is all that should not be there.
        var (ripple, residual) = (0.0, double.NegativeInfinity);
        for (var part = 0.04; part <= 0.92; part += 0.08)
        {
            var hertz = part * Math.Min(from, to) / 2;
            var output = Resample(Signals.Sine(hertz, 1, from, from / 4, 1), from, to, 1);
            var expected = Signals.Sine(hertz, 1, to, (to / 4) + 1, 1);
            ripple = Math.Max(ripple, Math.Abs(Decibels(Signals.Amplitude(output, hertz, to))));
            residual = Math.Max(residual, Decibels(Rms(Middle(output.Zip(expected, static (a, b) => a - b).ToArray())) * Math.Sqrt(2)));
        }

        TestContext.Current.TestOutputHelper!.WriteLine($"{from} -> {to}: ripple {ripple:F5} dB, residual {residual:F1} dB");
        Assert.True(ripple < 0.001, $"ripple {ripple} dB");
        Assert.True(residual < -98, $"residual {residual} dB");
    }

    [Theory]
    [InlineData(44_100, 16_000)]
    [InlineData(48_000, 11_025)]
    [InlineData(24_000, 8_000)]
    [InlineData(96_000, 8_001)]
    public void What_the_new_rate_cannot_hold_is_gone(int from, int to)
    {
        var worst = double.NegativeInfinity;
        for (var hertz = to / 2.0; hertz < from / 2.0; hertz += (from - to) / 2.0 / 17)
        {
            var output = Resample(Signals.Sine(hertz, 1, from, from / 4, 1), from, to, 1);
            worst = Math.Max(worst, Decibels(Rms(Middle(output)) * Math.Sqrt(2)));
        }

        TestContext.Current.TestOutputHelper!.WriteLine($"{from} -> {to}: aliases {worst:F1} dB");
        Assert.True(worst < -98, $"{worst} dB");
    }

    [Theory]
    [MemberData(nameof(Pairs))]
    public void The_length_is_the_input_s_rounded_half_up(int from, int to)
    {
        foreach (var frames in new[] { 0, 1, 2, 3, 79, 80, 441, 4095, 4096, 4097, 12_345 })
        {
            var expected = Math.Floor(((double)frames * to / from) + 0.5);
            Assert.Equal(expected, Resample(new float[frames], from, to, 1).Length);
        }
    }

    [Fact]
    public void Half_a_frame_counts_as_one() => Assert.Equal(2, Resample(new float[3], 16_000, 8_000, 1).Length);

    [Theory]
    [InlineData(16_000, 48_000)]
    [InlineData(48_000, 16_000)]
    public void An_impulse_stays_where_it_was(int from, int to)
    {
        var input = new float[6000];
        input[3000] = 1;
        var output = Resample(input, from, to, 1);
        Assert.Equal(3000 * (to / 1000) / (from / 1000), Array.IndexOf(output, output.Max()));
    }

    [Theory]
    [MemberData(nameof(Pairs))]
    public void A_constant_stays_constant(int from, int to)
    {
        var output = Resample([.. Enumerable.Repeat(0.5f, from / 4)], from, to, 1);
        Assert.All(Middle(output), static sample => Assert.Equal(0.5f, sample, 1e-6f));
    }

    [Theory]
    [MemberData(nameof(Pairs))]
    public void Blocks_of_any_size_give_the_same_stream_in_each_channel(int from, int to)
    {
        var (left, right) = (Signals.Speech(from, 9000), Signals.Sine(440, 0.3, from, 9000, 1));
        float[] both = [.. left.Zip(right).SelectMany(static pair => new[] { pair.First, pair.Second })];

        var output = new ArrayBufferWriter<float>();
        var resampler = new Resampler(from, to, 2);
        for (var (at, length) = (0, 2); at < both.Length; at += length, length = (length * 3) + 2)
        {
            length = Math.Min(length, both.Length - at);
            resampler.Process(both.AsSpan(at, length), output);
        }

        resampler.Finish(output);
        resampler.Finish(output);
        var frames = output.WrittenCount / 2;
        Assert.Equal(frames, resampler.FramesOut);
        Assert.Equal(Resample(left, from, to, 1), Enumerable.Range(0, frames).Select(i => output.WrittenSpan[i * 2]));
        Assert.Equal(Resample(right, from, to, 1), Enumerable.Range(0, frames).Select(i => output.WrittenSpan[(i * 2) + 1]));
    }

    [Fact]
    public void The_same_rate_changes_nothing()
    {
        var speech = Signals.Speech(24_000, 5000);
        Assert.Equal(speech, Resample(speech, 24_000, 24_000, 1));
    }

    [Fact]
    public void Nothing_is_taken_after_the_end_and_no_broken_frames()
    {
        var output = new ArrayBufferWriter<float>();
        var resampler = new Resampler(16_000, 24_000, 2);
        Assert.Throws<ArgumentException>(() => resampler.Process(new float[3], output));
        resampler.Finish(output);
        Assert.Throws<InvalidOperationException>(() => resampler.Process(new float[2], output));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Resampler(16_000, 0, 1));
    }

    static float[] Resample(float[] samples, int from, int to, int channels)
    {
        var output = new ArrayBufferWriter<float>();
        var resampler = new Resampler(from, to, channels);
        resampler.Process(samples, output);
        resampler.Finish(output);
        return output.WrittenSpan.ToArray();
    }

    static float[] Middle(float[] samples) => samples[(samples.Length / 4)..(samples.Length * 3 / 4)];

    static double Rms(float[] samples) => Math.Sqrt(samples.Average(static sample => (double)sample * sample));

    static double Decibels(double ratio) => 20 * Math.Log10(ratio);
}

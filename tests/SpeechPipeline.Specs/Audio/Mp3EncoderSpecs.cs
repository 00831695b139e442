using System.Buffers;
using SpeechPipeline.Audio;

namespace SpeechPipeline.Specs.Audio;

public sealed class Mp3EncoderSpecs
{
    // LAME's own delay (576), its decoder's (529) and what ffmpeg does not skip without an Info frame.
    const int Delay = 1105;

    public static TheoryData<int> SampleRates => [.. Mp3Format.SampleRatesHz];

    [Theory]
    [MemberData(nameof(SampleRates))]
    public void Every_pair_of_rates_that_is_offered_comes_out_in_every_frame(int rate)
    {
        foreach (var bitRate in Mp3Format.BitRates(rate))
        {
            foreach (var channels in new[] { 1, 2 })
            {
                var mp3 = Encode(new PcmFormat(rate, channels), bitRate, Signals.Sine(rate / 20.0, 0.5, rate, rate / 2, channels));
                var frames = Mp3Stream.Headers(mp3);
                Assert.All(frames, frame => Assert.Equal((rate, bitRate, channels), (frame.SampleRateHz, frame.BitRate, frame.Channels)));
                Assert.True(frames.Count >= rate / 2 / Mp3Format.SamplesPerFrame(rate));
            }
        }
    }

    [Theory]
    [InlineData(24_000, 64_000, 1)]
    [InlineData(44_100, 192_000, 2)]
    [InlineData(8_000, 16_000, 1)]
    public void Ffprobe_sees_the_same_rates(int rate, int bitRate, int channels)
    {
        var path = Path.GetTempFileName();
        try
        {
            File.WriteAllBytes(path, Encode(new PcmFormat(rate, channels), bitRate, Signals.Sine(500, 0.5, rate, rate, channels)));
            var probe = Ffmpeg.Probe(path, "-f", "mp3", "-show_entries", "stream=codec_name,sample_rate,channels,bit_rate", "-of", "csv=p=0");
            Assert.Equal($"mp3,{rate},{channels},{bitRate}", probe.Trim());
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Theory]
    [InlineData(44_100, 8_000)]
    [InlineData(24_000, 192_000)]
    [InlineData(12_000, 80_000)]
    [InlineData(96_000, 128_000)]
    [InlineData(24_000, 64)]
    public void A_pair_that_mp3_does_not_have_is_refused_with_what_it_has(int rate, int bitRate)
    {
        var refusal = Assert.Throws<ArgumentException>(() => new Mp3Encoder(new PcmFormat(rate, 1), bitRate));
        Assert.Contains(Mp3Format.Refusal(rate, bitRate)!, refusal.Message);
        Assert.Contains("it has", refusal.Message);
    }

    [Theory]
    [InlineData(16_000, 32_000)]
    [InlineData(24_000, 64_000)]
    [InlineData(24_000, 160_000)]
    [InlineData(44_100, 128_000)]
    [InlineData(44_100, 192_000)]
    [InlineData(48_000, 224_000)]
    [InlineData(48_000, 320_000)]
    public void The_level_that_comes_out_is_the_level_that_went_in(int rate, int bitRate)
    {
        var heard = Ffmpeg.DecodeToFloat(Encode(new PcmFormat(rate, 1), bitRate, Signals.Sine(1000, 0.5, rate, rate * 2, 1)));
        Assert.Equal(0.5, Signals.Amplitude(heard, 1000, rate), 0.001);
    }

    // The same hot speech, with and without making up for what LAME takes away, as a 16-bit player hears it.
    [Theory]
    [InlineData(16_000, 64_000)]
    [InlineData(24_000, 64_000)]
    [InlineData(44_100, 128_000)]
    public void At_full_scale_a_16_bit_player_hears_no_more_distortion_than_at_lame_s_own_level(int rate, int bitRate)
    {
        var hot = Signals.Speech(rate, rate * 4).Select(static sample => Math.Clamp(sample * 4, -1, 1)).ToArray();
        Assert.True(hot.Count(static sample => MathF.Abs(sample) >= 1) > 500);
        var format = new PcmFormat(rate, 1);

        var mp3 = Encode(format, bitRate, hot);
        var compensated = SignalToNoise(hot, 1, Decode16Bit(mp3));
        Assert.True(compensated > SignalToNoise(hot, 1, Ffmpeg.DecodeToFloat(mp3)), "clipping has cost something");
        using var plain = new Mp3Encoder(format, bitRate, gain: 1);
        var attenuated = SignalToNoise(hot, 0.95, Decode16Bit(Encode(plain, hot)));

        Assert.True(compensated > attenuated - 0.5, $"{compensated:F2} dB, {attenuated:F2} dB at LAME's own level");
    }

    [Fact]
    public void Samples_beyond_full_scale_are_clipped_and_nan_is_silence()
    {
        var format = new PcmFormat(24_000, 1);
        float[] wild = [.. Signals.Sine(440, 5, 24_000, 24_000, 1)];
        wild[7000] = float.NaN;
        wild[7001] = float.PositiveInfinity;
        float[] tame = [.. wild.Select(static sample => float.IsNaN(sample) ? 0 : Math.Clamp(sample, -1, 1))];

        Assert.Equal(Encode(format, 64_000, tame), Encode(format, 64_000, wild));
    }

    [Fact]
    public void The_stream_does_not_depend_on_how_the_samples_were_handed_over()
    {
        var format = new PcmFormat(24_000, 2);
        var samples = Signals.Speech(24_000, 60_000);
        using var encoder = new Mp3Encoder(format, 64_000);
        var output = new ArrayBufferWriter<byte>();
        for (var (at, length) = (0, 2); at < samples.Length; at += length, length = (length * 3) + 2)
        {
            length = Math.Min(length, samples.Length - at);
            encoder.Encode(samples.AsSpan(at, length), output);
        }

        encoder.Flush(output);
        Assert.Equal(Encode(format, 64_000, samples), output.WrittenSpan.ToArray());
    }

    [Fact]
    public async Task Encoders_run_side_by_side()
    {
        var format = new PcmFormat(16_000, 1);
        var samples = Signals.Speech(16_000, 32_000);
        var expected = Encode(format, 48_000, samples);
        var all = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => Encode(format, 48_000, samples))));

        Assert.All(all, actual => Assert.Equal(expected, actual));
    }

    [Fact]
    public void Nothing_is_taken_after_the_end()
    {
        var output = new ArrayBufferWriter<byte>();
        var encoder = new Mp3Encoder(new PcmFormat(24_000, 2), 64_000);
        Assert.Throws<ArgumentException>(() => encoder.Encode(new float[3], output));
        encoder.Flush(output);
        Assert.Throws<InvalidOperationException>(() => encoder.Encode(new float[2], output));
        encoder.Dispose();
        Assert.Throws<ObjectDisposedException>(() => encoder.Encode(new float[2], output));
    }

    static byte[] Encode(PcmFormat format, int bitRate, float[] samples)
    {
        using var encoder = new Mp3Encoder(format, bitRate);
        return Encode(encoder, samples);
    }

    static byte[] Encode(Mp3Encoder encoder, float[] samples)
    {
        var output = new ArrayBufferWriter<byte>();
        encoder.Encode(samples, output);
        encoder.Flush(output);
        return output.WrittenSpan.ToArray();
    }

    static float[] Decode16Bit(byte[] mp3)
    {
        var bytes = Ffmpeg.Run(mp3, "-f", "mp3", "-i", "pipe:0", "-f", "s16le", "pipe:1");
        var samples = new float[bytes.Length / 2];
        PcmCodec.Decode(bytes, SampleEncoding.PcmS16Le, samples);
        return samples;
    }

    static double SignalToNoise(float[] original, double level, float[] heard)
    {
        double signal = 0, noise = 0;
        for (var i = 0; i < original.Length - 4000; i++)
        {
            var expected = original[i] * level;
            signal += expected * expected;
            noise += Math.Pow(heard[i + Delay] - expected, 2);
        }

        return 10 * Math.Log10(signal / noise);
    }
}

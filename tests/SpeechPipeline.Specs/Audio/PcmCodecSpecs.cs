using System.Buffers;
using System.Buffers.Binary;
using SpeechPipeline.Audio;

namespace SpeechPipeline.Specs.Audio;

public sealed class PcmCodecSpecs
{
    static readonly short[] Every16BitSample = [.. Enumerable.Range(short.MinValue, 65536).Select(static i => (short)i)];

    static readonly byte[] EveryByte = [.. Enumerable.Range(0, 256).Select(static i => (byte)i)];

    [Fact]
    public void Sixteen_bit_samples_survive_the_way_to_float_and_back()
    {
        var bytes = ToBytes(Every16BitSample);
        var samples = Decode(bytes, SampleEncoding.PcmS16Le);

        Assert.Equal(-1f, samples[0]);
        Assert.Equal(bytes, Encode(samples, SampleEncoding.PcmS16Le));
    }

    [Theory]
    [InlineData(1f, 32767)]
    [InlineData(-1f, -32768)]
    [InlineData(1.5f, 32767)]
    [InlineData(-1.5f, -32768)]
    [InlineData(float.PositiveInfinity, 32767)]
    [InlineData(float.NegativeInfinity, -32768)]
    [InlineData(float.NaN, 0)]
    [InlineData(0.49f / 32768, 0)]
    [InlineData(0.51f / 32768, 1)]
    [InlineData(-0.51f / 32768, -1)]
    [InlineData(-0.49f / 32768, 0)]
    [InlineData(32766.6f / 32768, 32767)]
    public void A_float_becomes_the_nearest_16_bit_sample_and_clips_at_full_scale(float sample, int expected) =>
        Assert.Equal(expected, Pcm16.Round(sample));

    [Fact]
    public void A_vector_of_floats_becomes_what_each_of_them_becomes()
    {
        var random = new Random(16);
        for (var length = 0; length < 200; length++)
        {
            var samples = Enumerable.Range(0, length).Select(i => random.Next(8) switch
            {
                0 => (random.Next(-33000, 33000) + 0.5f) / 32768, // a tie
                1 => float.NaN,
                2 => random.Next(2) == 0 ? float.PositiveInfinity : float.NegativeInfinity,
                3 => 4 * (random.NextSingle() - 0.5f),
                _ => 2 * (random.NextSingle() - 0.5f),
            }).ToArray();
            Assert.Equal(samples.Select(Pcm16.Round), Encode(samples, SampleEncoding.PcmS16Le).Chunk(2).Select(two => BitConverter.ToInt16(two)));
        }
    }

    [Fact]
    public void Floats_are_written_bit_for_bit()
    {
        float[] samples = [0, -0f, 1.25f, -3e-20f, MathF.PI];
        Assert.Equal(samples, Decode(Encode(samples, SampleEncoding.PcmF32Le), SampleEncoding.PcmF32Le));
    }

    [Theory]
    [InlineData(SampleEncoding.PcmMuLaw, "mulaw")]
    [InlineData(SampleEncoding.PcmALaw, "alaw")]
    public void G711_bytes_mean_what_ffmpeg_hears(SampleEncoding encoding, string name)
    {
        var heard = Ffmpeg.Run(EveryByte, "-f", name, "-ar", "8000", "-i", "pipe:0", "-f", "s16le", "pipe:1");
        Assert.Equal(Decode(heard, SampleEncoding.PcmS16Le), Decode(EveryByte, encoding));
    }

    // ffmpeg looks at 14 bits only, and puts the border between two segments half-way between the levels beside it; G.711
    // has it a quarter of the way (the decision values of tables 1a and 2a, here in 16-bit units). Nowhere else do the two differ.
    [Theory]
    [InlineData(SampleEncoding.PcmMuLaw, "mulaw", new[] { 124, 380, 892, 1916, 3964, 8060, 16252 })]
    [InlineData(SampleEncoding.PcmALaw, "alaw", new[] { 512, 1024, 2048, 4096, 8192, 16384 })]
    public void G711_is_written_as_ffmpeg_writes_it_but_with_the_borders_of_the_recommendation(
        SampleEncoding encoding, string name, int[] borders)
    {
        var theirs = Ffmpeg.Run(ToBytes(Every16BitSample), "-f", "s16le", "-ar", "8000", "-i", "pipe:0", "-f", name, "pipe:1");
        var ours = Encode(Decode(ToBytes(Every16BitSample), SampleEncoding.PcmS16Le), encoding);
        var (theirLevels, ourLevels) = (Decode(theirs, encoding), Decode(ours, encoding));

        Assert.All(borders, border => Assert.NotEqual(ours[32768 + border], ours[32768 + border - 1]));
        Assert.All(Enumerable.Range(0, 65536), i =>
        {
            var midpoint = (theirLevels[i] + ourLevels[i]) / 2 * 32768;
            var magnitude = Math.Abs(i - 32768);
            Assert.True(
                ours[i] == theirs[i]
                || MathF.Abs(Every16BitSample[i] - midpoint) < 4
                || borders.Any(border => magnitude >= border && magnitude <= border + Math.Max(border / 32, 8)),
                $"{Every16BitSample[i]}: {ourLevels[i] * 32768}, ffmpeg {theirLevels[i] * 32768}");
        });
    }

    [Theory]
    [InlineData(SampleEncoding.PcmMuLaw)]
    [InlineData(SampleEncoding.PcmALaw)]
    public void Every_g711_byte_but_the_negative_zero_comes_back_as_itself(SampleEncoding encoding) =>
        Assert.Equal(
            EveryByte.Where(code => encoding != SampleEncoding.PcmMuLaw || code != 0x7F),
            Encode(Decode(EveryByte, encoding), encoding).Where((_, code) => encoding != SampleEncoding.PcmMuLaw || code != 0x7F));

    [Theory]
    [InlineData(SampleEncoding.PcmU8, "u8")]
    [InlineData(SampleEncoding.PcmS24Le, "s24le")]
    [InlineData(SampleEncoding.PcmS32Le, "s32le")]
    [InlineData(SampleEncoding.PcmF64Le, "f64le")]
    public void What_is_only_read_means_what_ffmpeg_hears(SampleEncoding encoding, string name)
    {
        // 8-bit from its own bytes, the wider ones from every 16-bit sample widened by ffmpeg.
        var bytes = encoding == SampleEncoding.PcmU8
            ? EveryByte
            : Ffmpeg.Run(ToBytes(Every16BitSample), "-f", "s16le", "-ar", "8000", "-i", "pipe:0", "-f", name, "pipe:1");
        var heard = Ffmpeg.Run(bytes, "-f", name, "-ar", "8000", "-i", "pipe:0", "-f", "f32le", "pipe:1");

        Assert.Equal(Decode(heard, SampleEncoding.PcmF32Le), Decode(bytes, encoding));
    }

    [Fact]
    public void Twenty_four_bits_keep_their_lowest_bit() =>
        Assert.Equal([1f / 8388608, -1f / 8388608], Decode([1, 0, 0, 0xFF, 0xFF, 0xFF], SampleEncoding.PcmS24Le));

    [Fact]
    public void What_is_only_read_is_not_written() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Encode([0f], SampleEncoding.PcmS24Le));

    [Fact]
    public void Bytes_that_are_not_the_samples_asked_for_are_refused() =>
        Assert.Throws<ArgumentException>(() => PcmCodec.Decode(new byte[5], SampleEncoding.PcmS16Le, new float[2]));

    static float[] Decode(byte[] bytes, SampleEncoding encoding)
    {
        var samples = new float[bytes.Length / encoding.BytesPerSample()];
        PcmCodec.Decode(bytes, encoding, samples);
        return samples;
    }

    static byte[] Encode(float[] samples, SampleEncoding encoding)
    {
        var output = new ArrayBufferWriter<byte>();
        PcmCodec.Encode(samples, encoding, output);
        return output.WrittenSpan.ToArray();
    }

    static byte[] ToBytes(short[] samples)
    {
        var bytes = new byte[samples.Length * 2];
        for (var i = 0; i < samples.Length; i++)
        {
            BinaryPrimitives.WriteInt16LittleEndian(bytes.AsSpan(i * 2), samples[i]);
        }

        return bytes;
    }
}

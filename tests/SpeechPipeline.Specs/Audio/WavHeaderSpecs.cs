using System.Buffers;
using System.Buffers.Binary;
using System.Text;
using SpeechPipeline.Audio;

namespace SpeechPipeline.Specs.Audio;

public sealed class WavHeaderSpecs
{
    static readonly PcmFormat Mono = new(24_000, 1);

    [Fact]
    public void Sixteen_bit_pcm_has_the_44_bytes_that_every_reader_knows()
    {
        var header = WavHeader.Build(new PcmFormat(44_100, 2), SampleEncoding.PcmS16Le, 4000);

        Assert.Equal(44, header.Length);
        Assert.Equal("RIFF", Encoding.ASCII.GetString(header, 0, 4));
        Assert.Equal(4036u, UInt32(header, 4));
        Assert.Equal(16u, UInt32(header, 16));
        Assert.Equal(176_400u, UInt32(header, 28));
        Assert.Equal(4000u, UInt32(header, 40));
    }

    [Theory]
    [InlineData(SampleEncoding.PcmS16Le, "pcm_s16le", 1)]
    [InlineData(SampleEncoding.PcmS16Le, "pcm_s16le", 2)]
    [InlineData(SampleEncoding.PcmF32Le, "pcm_f32le", 2)]
    [InlineData(SampleEncoding.PcmMuLaw, "pcm_mulaw", 1)]
    [InlineData(SampleEncoding.PcmALaw, "pcm_alaw", 1)]
    public void Ffprobe_reads_every_kind(SampleEncoding encoding, string codec, int channels)
    {
        var format = new PcmFormat(24_000, channels);
        var path = Path.GetTempFileName();
        try
        {
            // An odd number of frames: one-byte encodings need the padding byte.
            File.WriteAllBytes(path, Wav(format, encoding, new float[24_001 * channels]));
            var probe = Ffmpeg.Probe(path, "-show_entries", "stream=codec_name,sample_rate,channels,duration_ts", "-of", "csv=p=0");
            Assert.Equal($"{codec},24000,{channels},24001", probe.Trim());
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void An_odd_number_of_bytes_is_padded_and_the_riff_size_counts_it()
    {
        var header = WavHeader.Build(Mono, SampleEncoding.PcmMuLaw, 101);

        Assert.Equal(1, WavHeader.PaddingBytes(101));
        Assert.Equal(0, WavHeader.PaddingBytes(102));
        Assert.Equal(101u, UInt32(header, header.Length - 4));
        Assert.Equal((uint)(header.Length - 8 + 102), UInt32(header, 4));
    }

    [Fact]
    public void Up_to_4_GiB_it_is_riff_and_past_it_rf64_with_true_sizes()
    {
        const long Most = 0xFFFF_FFFEL - 36;
        var last = WavHeader.Build(Mono, SampleEncoding.PcmS16Le, Most);
        Assert.Equal("RIFF", Encoding.ASCII.GetString(last, 0, 4));
        Assert.Equal(0xFFFF_FFFEu, UInt32(last, 4));

        var first = WavHeader.Build(Mono, SampleEncoding.PcmS16Le, Most + 2);
        Assert.Equal("RF64", Encoding.ASCII.GetString(first, 0, 4));
        Assert.Equal(0xFFFF_FFFFu, UInt32(first, 4));
        Assert.Equal("ds64", Encoding.ASCII.GetString(first, 12, 4));
        Assert.Equal(28u, UInt32(first, 16));
        Assert.Equal((ulong)(first.Length - 8 + Most + 2), BinaryPrimitives.ReadUInt64LittleEndian(first.AsSpan(20)));
        Assert.Equal((ulong)(Most + 2), BinaryPrimitives.ReadUInt64LittleEndian(first.AsSpan(28)));
        Assert.Equal((ulong)((Most + 2) / 2), BinaryPrimitives.ReadUInt64LittleEndian(first.AsSpan(36)));
        Assert.Equal(0xFFFF_FFFFu, UInt32(first, first.Length - 4));
    }

    [Fact]
    public void Ffprobe_reads_the_length_of_a_five_gigabyte_rf64()
    {
        var path = Path.GetTempFileName();
        try
        {
            const long Bytes = 5_000_000_000;
            using (var file = File.OpenWrite(path))
            {
                var header = WavHeader.Build(Mono, SampleEncoding.PcmS16Le, Bytes);
                file.Write(header);
                file.SetLength(header.Length + Bytes); // sparse: it takes no room on the disk
            }

            Assert.Equal("2500000000", Ffmpeg.Probe(path, "-show_entries", "stream=duration_ts", "-of", "csv=p=0").Trim());
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void A_broken_frame_is_refused() =>
        Assert.Throws<ArgumentException>(() => WavHeader.Build(Mono, SampleEncoding.PcmS16Le, 3));

    [Theory]
    [InlineData(0, 1)]
    [InlineData(3_999, 1)]
    [InlineData(192_001, 1)]
    [InlineData(24_000, 0)]
    [InlineData(24_000, 3)]
    public void A_format_outside_its_range_does_not_construct(int rate, int channels) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new PcmFormat(rate, channels));

    static byte[] Wav(PcmFormat format, SampleEncoding encoding, float[] samples)
    {
        var body = new ArrayBufferWriter<byte>();
        PcmCodec.Encode(samples, encoding, body);
        var header = WavHeader.Build(format, encoding, body.WrittenCount);
        return [.. header, .. body.WrittenSpan, .. new byte[WavHeader.PaddingBytes(body.WrittenCount)]];
    }

    static uint UInt32(byte[] bytes, int at) => BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(at));
}

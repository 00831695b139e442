using System.Buffers;
using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using SpeechPipeline.Audio;

namespace SpeechPipeline.Specs.Audio;

public sealed class Mp3InfoFrameSpecs
{
    public static TheoryData<int, int, int> Formats => new()
    {
        { 16_000, 1, 48_000 },
        { 24_000, 1, 64_000 },
        { 44_100, 1, 128_000 },
        { 44_100, 2, 192_000 },
        { 48_000, 2, 32_000 },
        { 8_000, 1, 16_000 }, // a frame of its own bit rate is too short for the tag
        { 24_000, 2, 16_000 },
    };

    [Theory]
    [MemberData(nameof(Formats))]
    public void Ffmpeg_hears_exactly_as_many_samples_as_went_in(int rate, int channels, int bitRate)
    {
        // From 48 samples on: where sound starts and ends within one MPEG frame, this ffmpeg forgets to cut its end.
        foreach (var frames in new[] { 48, 575, 576, 577, 1152, 4999, rate, (rate * 2) + 1 })
        {
            var samples = Signals.Sine(440, 0.5, rate, frames, channels);
            Assert.Equal(frames * channels, Ffmpeg.DecodeToFloat(Encode(rate, channels, bitRate, samples).File).Length);
        }
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public void An_impulse_comes_out_on_the_sample_on_which_it_went_in(int rate, int channels, int bitRate)
    {
        var samples = new float[rate * channels];
        for (var channel = 0; channel < channels; channel++)
        {
            samples[(7001 * channels) + channel] = 0.9f;
        }

        var heard = Ffmpeg.DecodeToFloat(Encode(rate, channels, bitRate, samples).File);
        Assert.Equal(7001, Array.IndexOf(heard, heard.Max()) / channels);
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public void Ffprobe_shows_the_right_length_and_bit_rate(int rate, int channels, int bitRate)
    {
        var path = Path.ChangeExtension(Path.GetTempFileName(), ".mp3");
        try
        {
            File.WriteAllBytes(path, Encode(rate, channels, bitRate, new float[rate * 30 * channels]).File);
            var shown = Ffmpeg.Probe(path, "-show_entries", "stream=sample_rate,channels,start_time,duration,bit_rate", "-of", "csv=p=0").Trim();
            var fields = shown.Split(',');
            Assert.Equal([$"{rate}", $"{channels}"], fields[..2]);

            // ffprobe counts the codec's own samples in, and says where the sound starts.
            Assert.Equal(1105.0 / rate, double.Parse(fields[2], CultureInfo.InvariantCulture), 1e-5);
            Assert.InRange(double.Parse(fields[3], CultureInfo.InvariantCulture), 30, 30 + (3000.0 / rate));
            Assert.InRange(int.Parse(fields[4], CultureInfo.InvariantCulture), bitRate * 0.99, bitRate * 1.01);
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public void The_frame_says_what_follows_it(int rate, int channels, int bitRate)
    {
        var (file, info, stream) = Encode(rate, channels, bitRate, Signals.Sine(300, 0.4, rate, rate * 3, channels));
        var headers = Mp3Stream.Headers(file);
        Assert.Equal(info.Length, headers[0].FrameBytes);
        Assert.All(headers, header => Assert.Equal((rate, channels), (header.SampleRateHz, header.Channels)));
        Assert.Equal(stream.MpegFrames, headers.Count - 1);

        var at = info.AsSpan().IndexOf("Info"u8);
        var tag = info.AsSpan(at);
        Assert.Equal(headers[0].SideInformationBytes + 4, at);
        Assert.Equal(15u, UInt32(tag, 4));
        Assert.Equal((uint)(headers.Count - 1), UInt32(tag, 8));
        Assert.Equal((uint)file.Length, UInt32(tag, 12));
        Assert.Equal("LAME3.100", Encoding.ASCII.GetString(tag.Slice(120, 9)));
        Assert.Equal(1, tag[129] & 0xF);
        Assert.Equal(bitRate / 1000, tag[140]);
        Assert.Equal(Mp3InfoFrame.EncoderDelay, (tag[141] << 4) | (tag[142] >> 4));
        Assert.Equal(
            ((headers.Count - 1) * Mp3Format.SamplesPerFrame(rate)) - 576 - (rate * 3),
            ((tag[142] & 0xF) << 8) | tag[143]);
        Assert.Equal((uint)file.Length, UInt32(tag, 148));
        Assert.Equal(BitwiseCrc(file.AsSpan(info.Length)), BinaryPrimitives.ReadUInt16BigEndian(tag[152..]));
        Assert.Equal(BitwiseCrc(info.AsSpan(0, at + 154)), BinaryPrimitives.ReadUInt16BigEndian(tag[154..]));
    }

    [Fact]
    public void The_seek_table_leads_to_the_frame_of_every_hundredth()
    {
        var (file, info, stream) = Encode(24_000, 1, 64_000, Signals.Speech(24_000, 24_000 * 60));
        var table = info.AsSpan(info.AsSpan().IndexOf("Info"u8) + 16, 100).ToArray();
        for (var percent = 0; percent < 100; percent++)
        {
            var place = info.Length + (percent / 100.0 * stream.Bytes);
            Assert.InRange(table[percent] / 256.0 * file.Length, place - (file.Length / 256.0), place);
        }
    }

    [Fact]
    public void The_check_value_of_crc_16_arc_is_met() => Assert.Equal(0xBB3D, Crc16.Append(0, "123456789"u8));

    [Fact]
    public void Frames_are_counted_in_pieces_of_any_size_and_counting_is_taken_up_again()
    {
        var (file, info, stream) = Encode(44_100, 1, 64_000, Signals.Speech(44_100, 60_000));
        var mp3 = file.AsSpan(info.Length);
        var half = Mp3Stream.Headers(mp3).Take(20).Sum(static header => header.FrameBytes);

        var first = new Mp3StreamTally();
        foreach (var value in mp3[..half])
        {
            first.Add([value]);
        }

        var second = new Mp3StreamTally(first.Summary);
        second.Add(mp3[half..]);
        Assert.Equal(20, first.Summary.MpegFrames);
        Assert.Equal(stream, second.Summary);
    }

    [Fact]
    public void What_is_no_whole_stream_has_no_info_frame()
    {
        var (file, info, stream) = Encode(24_000, 1, 64_000, new float[24_000]);
        var cut = new Mp3StreamTally();
        cut.Add(file.AsSpan(info.Length..^1));
        Assert.Throws<InvalidOperationException>(() => cut.Summary);
        Assert.Throws<InvalidDataException>(() => new Mp3StreamTally().Add(new byte[10]));
        Assert.Throws<ArgumentException>(() => Mp3InfoFrame.Build(default, 0));
        Assert.Throws<ArgumentException>(() => Mp3InfoFrame.Build(stream, 48_000));
        Assert.Throws<ArgumentException>(() => Mp3InfoFrame.Build(stream, 12_000));
    }

    static (byte[] File, byte[] Info, Mp3StreamSummary Stream) Encode(int rate, int channels, int bitRate, float[] samples)
    {
        using var encoder = new Mp3Encoder(new PcmFormat(rate, channels), bitRate);
        var mp3 = new ArrayBufferWriter<byte>();
        encoder.Encode(samples, mp3);
        encoder.Flush(mp3);
        var tally = new Mp3StreamTally();
        tally.Add(mp3.WrittenSpan);
        var info = Mp3InfoFrame.Build(tally.Summary, samples.Length / channels);
        return ([.. info, .. mp3.WrittenSpan], info, tally.Summary);
    }

    static int BitwiseCrc(ReadOnlySpan<byte> bytes)
    {
        var crc = 0;
        foreach (var value in bytes)
        {
            for (var bit = 0; bit < 8; bit++)
            {
                var carry = (crc ^ (value >> bit)) & 1;
                crc = (crc >> 1) ^ (carry * 0xA001);
            }
        }

        return crc;
    }

    static uint UInt32(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReadUInt32BigEndian(bytes[at..]);
}

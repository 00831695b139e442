using System.Buffers.Binary;
using SpeechPipeline.Audio;

namespace SpeechPipeline.Specs.Audio;

public sealed class WavReaderSpecs
{
    static readonly WavBuilder Good = new();

    [Theory]
    [InlineData("u8")]
    [InlineData("s16le")]
    [InlineData("s24le")] // ffmpeg writes these as WAVE_FORMAT_EXTENSIBLE
    [InlineData("s32le")]
    [InlineData("f32le")]
    [InlineData("f64le")]
    [InlineData("mulaw")]
    [InlineData("alaw")]
    public void Every_encoding_that_ffmpeg_writes_is_heard_as_ffmpeg_hears_it(string encoding)
    {
        foreach (var channels in new[] { 1, 2 })
        {
            foreach (var options in new string[][] { ["-rf64", "never"], ["-rf64", "always"], ["-write_bext", "1", "-metadata", "description=odd"] })
            {
                var wav = FfmpegWav(encoding, channels, options);
                var read = WavReader.Read(wav);
                Assert.Equal(new PcmFormat(22_050, channels), read.Format);
                Assert.Equal(Ffmpeg.DecodeToFloat(wav), read.Samples);
                Assert.Equal(4410, read.FrameCount);
                Assert.Equal(0.2, read.DurationSeconds, 1e-9);
            }
        }
    }

    [Fact]
    public void What_ffmpeg_streams_without_knowing_its_length_is_read_to_its_end()
    {
        var wav = Ffmpeg.Run(default, "-f", "lavfi", "-i", "sine=duration=0.1:sample_rate=22050", "-f", "wav", "pipe:1");
        Assert.Equal(0xFFFFFFFF, BinaryPrimitives.ReadUInt32LittleEndian(wav.AsSpan(4)));
        Assert.Equal(2205, WavReader.Read(wav).FrameCount);
    }

    [Theory]
    [InlineData(0u)]
    [InlineData(0x7FFFFFFFu)]
    [InlineData(0x7FFFF000u)]
    [InlineData(0xFFFFFFFFu)]
    [InlineData(0xFFFFFFDBu)]
    public void A_size_that_the_writer_could_not_know_is_read_to_the_end(uint size)
    {
        Assert.Equal(100, WavReader.Read((Good with { DataSize = size, RiffSize = size }).Build()).FrameCount);
        Assert.Equal(100, WavReader.Read((Good with { DataSize = 0, RiffSize = 36 }).Build()).FrameCount);
        Assert.Equal(100, WavReader.Read((Good with { RiffSize = size }).Build()).FrameCount);
    }

    [Fact]
    public void Of_the_chunks_behind_samples_of_unknown_length_the_last_32_are_followed()
    {
        byte[] Chunks(int count) => [.. Enumerable.Repeat(WavBuilder.Chunk("LIST", [1, 2, 3, 4]), count).SelectMany(static chunk => chunk)];
        var unknown = Good with { DataSize = uint.MaxValue, RiffSize = uint.MaxValue };
        Assert.Equal(100, WavReader.Read((unknown with { AfterData = Chunks(32) }).Build()).FrameCount);
        // To follow each chain from each of its chunks would take the square of their number.
        Assert.Equal(100 + (8 * 12 / 2), WavReader.Read((unknown with { AfterData = Chunks(40) }).Build()).FrameCount);
    }

    [Fact]
    public void Odd_chunks_are_skipped_with_their_padding_and_without_it_where_the_writer_forgot()
    {
        byte[] content = [1, 2, 3, 4, 5];
        foreach (var padded in new[] { true, false })
        {
            foreach (var id in new[] { "LIST", "fact", "bext", "JUNK" })
            {
                var wav = (Good with { BeforeData = WavBuilder.Chunk(id, content, padded: padded) }).Build();
                Assert.Equal(Good.Data.Length / 2, WavReader.Read(wav).FrameCount);
            }
        }
    }

    [Fact]
    public void Odd_data_may_come_with_its_padding_and_with_chunks_after_it()
    {
        var list = WavBuilder.Chunk("LIST", [1, 2, 3]);
        var mulaw = Good with { Tag = 7, Bits = 8, Data = new byte[101], AfterData = list };
        Assert.Equal(101, WavReader.Read(mulaw.Build()).FrameCount);
        Assert.Equal(101, WavReader.Read(mulaw.Build().AsMemory(0, 44 + 101)).FrameCount);

        // Read to its end, the padding of odd 24-bit data is no sample.
        var streamed = Good with { Bits = 24, Data = new byte[303], DataSize = 0, RiffSize = 0 };
        Assert.Equal(101, WavReader.Read(streamed.Build()).FrameCount);
    }

    [Fact]
    public void Sixteen_bit_samples_are_read_exactly() =>
        Assert.Equal(
            Enumerable.Range(0, 100).Select(static i => BinaryPrimitives.ReadInt16LittleEndian(Good.Data.AsSpan(i * 2)) / 32768f),
            WavReader.Read(Good.Build()).Samples);

    [Theory]
    [MemberData(nameof(WavFaults.All), MemberType = typeof(WavFaults))]
    public void What_cannot_be_read_is_refused_with_the_reason(string reason, byte[] body)
    {
        var refusal = Assert.Throws<InvalidAudioException>(() => WavReader.Read(body));
        Assert.Contains(reason, refusal.Message);
    }

    [Theory]
    [MemberData(nameof(WavFaults.Odd), MemberType = typeof(WavFaults))]
    public void What_is_odd_and_whole_is_read(string oddity, byte[] body, int frames) =>
        Assert.True(WavReader.Read(body).FrameCount == frames, oddity);

    [Theory]
    [InlineData(50_000_000u)]
    [InlineData(0x40000000u)]
    public void A_size_that_is_more_than_the_sound_could_have_is_no_size(uint size)
    {
        var wav = (Good with { DataSize = size, RiffSize = size + 36 }).Build();
        Assert.Equal(100, WavReader.Read(wav, mostSeconds: 30).FrameCount);
        Assert.Throws<InvalidAudioException>(() => WavReader.Read(wav));
        // What it could have, and does not, is lost.
        Assert.Throws<InvalidAudioException>(() => WavReader.Read((Good with { DataSize = 48_000 }).Build(), mostSeconds: 30));
    }

    [Fact]
    public void The_samples_before_what_is_no_sound_are_all_there()
    {
        foreach (var row in WavFaults.Odd.Where(static row => row.Data.Item1.StartsWith("no size known", StringComparison.Ordinal)))
        {
            Assert.Equal(WavReader.Read(Good.Build()).Samples, WavReader.Read(row.Data.Item2).Samples);
        }
    }

    [Fact]
    public void A_whole_file_cut_anywhere_is_never_taken_for_whole()
    {
        var wav = Good.Build();
        for (var length = 0; length < wav.Length; length++)
        {
            Assert.Throws<InvalidAudioException>(() => WavReader.Read(wav.AsMemory(0, length)));
        }
    }

    [Fact]
    public void Whatever_the_bytes_the_outcome_is_sound_or_a_reason()
    {
        var random = new Random(20260214);
        byte[][] seeds =
        [
            Good.Build(),
            (Good with { Tag = 0xFFFE, Subformat = 1, FormatBytes = 40, Bits = 24, Channels = 2, Data = new byte[204] }).Build(),
            (Good with { Tag = 3, Bits = 32, BeforeData = WavBuilder.Chunk("LIST", new byte[7]), AfterData = WavBuilder.Chunk("id3 ", new byte[9]) }).Build(),
            [.. WavHeader.Build(new PcmFormat(24_000, 1), SampleEncoding.PcmS16Le, 5_000_000_000), .. new byte[300]],
        ];
        var (read, refused) = (0, 0);
        for (var round = 0; round < 60_000; round++)
        {
            var body = (byte[])seeds[random.Next(seeds.Length)].Clone();
            for (var changes = random.Next(1, 6); changes > 0; changes--)
            {
                Mutate(ref body, random);
            }

            try
            {
                var audio = WavReader.Read(body);
                Assert.True(audio.FrameCount > 0);
                Assert.True(audio.Samples.Length <= body.Length);
                Assert.All(audio.Samples, static sample => Assert.True(float.IsFinite(sample)));
                read++;
            }
            catch (InvalidAudioException)
            {
                refused++;
            }
        }

        Assert.True(read > 5000 && refused > 5000, $"{read} read, {refused} refused: the mutations are too mild or too wild");
    }

    [Fact]
    public void A_header_s_claims_allot_no_memory()
    {
        var wav = (Good with { DataSize = 0x7000_0000, RiffSize = 0x7000_0024 }).Build();
        var before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Throws<InvalidAudioException>(() => WavReader.Read(wav));
        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 1_000_000);
    }

    static void Mutate(ref byte[] body, Random random)
    {
        uint[] telling = [0, 1, 2, 0x7F, 0x80, 0xFF, 0x7FFFFFFF, 0x80000000, 0xFFFFFFFE, 0xFFFFFFFF, (uint)body.Length];
        var at = random.Next(body.Length == 0 ? 1 : Math.Min(body.Length, random.Next(2) == 0 ? 64 : body.Length));
        switch (random.Next(5))
        {
            case 0 when body.Length > 0:
                body[at] = (byte)random.Next(256);
                break;
            case 1 when body.Length >= at + 4:
                BinaryPrimitives.WriteUInt32LittleEndian(body.AsSpan(at), telling[random.Next(telling.Length)]);
                break;
            case 2 when body.Length >= at + 2:
                BinaryPrimitives.WriteUInt16LittleEndian(body.AsSpan(at), (ushort)telling[random.Next(telling.Length)]);
                break;
            case 3:
                body = random.Next(4) == 0 ? body[..random.Next(body.Length + 1)] : [.. body, .. new byte[random.Next(20)]];
                break;
            default:
                body = [.. body[..Math.Min(at, body.Length)], .. body[Math.Min(at + random.Next(3), body.Length)..]];
                break;
        }
    }

    static byte[] FfmpegWav(string encoding, int channels, string[] options)
    {
        var path = Path.GetTempFileName();
        try
        {
            Ffmpeg.Run(
                default,
                [
                    "-y", "-f", "lavfi", "-i", "sine=duration=0.2:sample_rate=22050", "-ac", $"{channels}", "-c:a", $"pcm_{encoding}",
                    .. options, "-f", "wav", path,
                ]);
            return File.ReadAllBytes(path);
        }
        finally
        {
            File.Delete(path);
        }
    }
}

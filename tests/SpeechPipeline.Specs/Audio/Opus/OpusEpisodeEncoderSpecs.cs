using System.Buffers;
using SpeechPipeline.Audio;
using SpeechPipeline.Audio.Opus;
using SpeechPipeline.Specs.Audio.Tags;

namespace SpeechPipeline.Specs.Audio.Opus;

public sealed class OpusEpisodeEncoderSpecs
{
    const int Rate = OpusFiles.Rate;
    const int Packet = OpusFormat.PacketFrames;
    const int Second = 50 * Packet;

    static readonly (int, int)[] Always = [(24_000, 1), (64_000, 1), (96_000, 2)];

    public static IEnumerable<TheoryDataRow<int, int>> BitRates => OpusFormat.BitRates.SelectMany(static bitRate => new[] { (bitRate, 1), (bitRate, 2) })
        .Select(static row => Always.Contains(row) ? new TheoryDataRow<int, int>(row.bitRate, row.Item2) : new TheoryDataRow<int, int>(row.bitRate, row.Item2).WithTrait("Category", "Soak"));

    public static TheoryData<int> Lengths => new(
        1, 2, 311, 312, 313, 647, 648, 649, 959, 960, 961, 1_607, 1_608, 1_609, 1_919, 1_920, 1_921,
        Second - 313, Second - 312, Second - 311, Second - 1, Second, Second + 1, (2 * Second) - 312, (2 * Second) + 648, (3 * Second) - 1);

    [Theory]
    [MemberData(nameof(Lengths))]
    public void A_decoder_gets_exactly_the_samples_of_the_episode(int frames)
    {
        var file = OpusFiles.Encode(OpusFiles.Voice(frames, 1), 1, 64_000);
        // Of a single packet, ffmpeg 4 does not skip what the header says when it also cuts the end.
        Assert.Equal(frames + (frames + OpusFormat.PreSkip < Packet ? OpusFormat.PreSkip : 0), Ffmpeg.DecodeToFloat(file).Length);
        var pages = OggStream.Pages(file);
        Assert.Equal(frames + OpusFormat.PreSkip, pages[^1].Granule);
        Assert.Equal(4, pages[^1].Flags);
        Assert.InRange(pages[^1].Packets, 1, 50);
    }

    [Theory]
    [MemberData(nameof(BitRates))]
    public void The_sound_lies_at_its_place(int bitRate, int channels)
    {
        var cuts = new long[] { 70 * Packet, 130 * Packet };
        var spoken = OpusFiles.Voice(4 * Rate, channels, cuts: cuts);
        var heard = Ffmpeg.DecodeToFloat(OpusFiles.Encode(spoken, channels, bitRate, null, cuts));
        Assert.Equal(spoken.Length, heard.Length);
        foreach (var (from, to) in new[] { (0, 66), (70, 126), (130, 200) })
        {
            for (var channel = 0; channel < channels; channel++)
            {
                var (shift, likeness) = Shift(Part(spoken, channels, channel, from * Packet, to * Packet), Part(heard, channels, channel, from * Packet, to * Packet));
                Assert.InRange(shift, -4, 4); // a twelfth of a millisecond
                Assert.True(likeness > 0.97, $"{likeness}");
            }
        }
    }

    [Theory]
    [MemberData(nameof(BitRates))]
    public void Opusinfo_and_ffmpeg_find_no_fault(int bitRate, int channels)
    {
        Assert.SkipUnless(Opusinfo.IsThere, "There is no opusinfo on this machine (the Debian package opus-tools).");
        foreach (var cuts in new long[][] { [], [70 * Packet], [50 * Packet, 51 * Packet, 151 * Packet] })
        {
            foreach (var tags in new[] { null, OpusTagsSpecs.Full })
            {
                var file = OpusFiles.Encode(OpusFiles.Voice((4 * Rate) + 77, channels, 2 * Packet, cuts), channels, bitRate, tags, cuts);
                Assert.Empty(Opusinfo.Warnings(file));
                Assert.Equal(((4 * Rate) + 77) * channels, Ffmpeg.DecodeToFloat(file).Length);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Lengths))]
    public void Opusinfo_finds_no_fault_whatever_the_length(int frames)
    {
        Assert.SkipUnless(Opusinfo.IsThere, "There is no opusinfo on this machine (the Debian package opus-tools).");
        Assert.Empty(Opusinfo.Warnings(OpusFiles.Encode(OpusFiles.Voice(frames, 1), 1, 32_000)));
        var (voice, cut) = (OpusFiles.Voice(frames + (60 * Packet), 2, cuts: 60 * Packet), 60 * Packet);
        Assert.Empty(Opusinfo.Warnings(OpusFiles.Encode(voice, 2, 96_000, null, cut)));
    }

    [Fact]
    public void Opusinfo_finds_fault_where_there_is_one()
    {
        Assert.SkipUnless(Opusinfo.IsThere, "There is no opusinfo on this machine (the Debian package opus-tools).");
        var file = OpusFiles.Encode(OpusFiles.Voice(3 * Rate, 1), 1, 64_000);
        Assert.NotEmpty(Opusinfo.Warnings(file[..^50]));
        byte[] withoutAPage = [.. OpusHeader.Build(1, null), .. file.AsSpan(OpusHeader.Build(1, null).Length)[FirstPage(file)..]];
        Assert.NotEmpty(Opusinfo.Warnings(withoutAPage));

        static int FirstPage(byte[] file) => file.AsSpan(OpusHeader.Build(1, null).Length + 4).IndexOf("OggS"u8) + 4;
    }

    [Fact]
    public void Pages_are_numbered_through_and_chunks_begin_a_new_one()
    {
        var cuts = new long[] { 50 * Packet, 53 * Packet, 154 * Packet };
        var pages = OggStream.Pages(OpusFiles.Encode(OpusFiles.Voice(200 * Packet, 1, 3 * Packet, cuts), 1, 48_000, null, cuts));

        Assert.Equal(Enumerable.Range(0, pages.Count).Select(static i => (uint)i), pages.Select(static page => page.Number));
        var sound = pages.Skip(OpusHeader.Pages).ToList();
        Assert.Equal([50, 3, 50, 50, 1, 47], sound.Select(static page => page.Packets));
        Assert.Equal([50, 53, 103, 153, 154], sound.SkipLast(1).Select(static page => page.Granule / (double)Packet));
        Assert.Equal((200 * Packet) + 312, sound[^1].Granule);
        Assert.Equal([0, 0, 0, 0, 0, 4], sound.Select(static page => page.Flags));
    }

    [Theory]
    [MemberData(nameof(BitRates))]
    public void At_a_seam_it_sounds_as_in_one_piece(int bitRate, int channels)
    {
        const int Cut = 100 * Packet;
        // The next chunk speaks at once, or after a pause.
        foreach (var pause in new[] { 0, Packet / 3, 5 * Packet })
        {
            var spoken = OpusFiles.Voice(200 * Packet, channels, 3 * Packet, Cut);
            spoken.AsSpan(Cut * channels, pause * channels).Clear();
            var whole = Ffmpeg.DecodeToFloat(OpusFiles.Encode(spoken, channels, bitRate));
            var joined = Ffmpeg.DecodeToFloat(OpusFiles.Encode(spoken, channels, bitRate, null, Cut));

            var silence = joined.AsSpan((Cut - Packet) * channels, (pause < Packet ? Packet : pause) * channels);
            Assert.True(Loudest(silence) < 0.002, $"{Loudest(silence)} in the silence");
            for (var packet = 100; packet < 120; packet++)
            {
                var part = new Range(packet * Packet * channels, (packet + 1) * Packet * channels);
                var (one, other) = (ErrorOf(spoken.AsSpan(part), whole.AsSpan(part)), ErrorOf(spoken.AsSpan(part), joined.AsSpan(part)));
                Assert.True(other < (1.5 * one) + 0.003, $"pause {pause}, packet {packet}: {other}, in one piece {one}");
            }
        }
    }

    [Fact]
    public void The_encoder_s_delay_is_what_the_header_tells_a_decoder_to_skip()
    {
#pragma warning disable CS0618 // the same encoder as ours
        foreach (var channels in new[] { 1, 2 })
        {
            using var encoder = new Concentus.Structs.OpusEncoder(Rate, channels, Concentus.Enums.OpusApplication.OPUS_APPLICATION_AUDIO);
            Assert.Equal(OpusFormat.PreSkip, encoder.Lookahead);
        }
#pragma warning restore CS0618
    }

    [Theory]
    [MemberData(nameof(BitRates))]
    public void Noise_at_full_scale_fits_its_pages_and_keeps_the_bit_rate(int bitRate, int channels)
    {
        var random = new Random(1);
        var noise = new float[5 * Rate * channels];
        for (var i = 0; i < noise.Length; i++)
        {
            noise[i] = (float)((random.NextDouble() * 2) - 1);
        }

        var body = OpusFiles.Chunk(noise, channels, bitRate, ChunkPlace.Whole);
        Assert.InRange(body.Length * 8 / 5, bitRate * 0.9, bitRate * 1.1);
    }

    [Fact]
    public void Samples_beyond_full_scale_are_clipped_and_nan_is_silence()
    {
        float[] wild = [.. Signals.Sine(440, 5, Rate, Rate, 1)];
        (wild[7000], wild[7001]) = (float.NaN, float.PositiveInfinity);
        float[] tame = [.. wild.Select(static sample => float.IsNaN(sample) ? 0 : Math.Clamp(sample, -1, 1))];
        Assert.Equal(OpusFiles.Encode(tame, 1, 64_000), OpusFiles.Encode(wild, 1, 64_000));
    }

    [Fact]
    public void The_level_that_comes_out_is_the_level_that_went_in()
    {
        foreach (var bitRate in OpusFormat.BitRates)
        {
            var heard = Ffmpeg.DecodeToFloat(OpusFiles.Encode(Signals.Sine(1000, 0.5, Rate, Rate * 2, 1), 1, bitRate));
            Assert.Equal(0.5, Signals.Amplitude(heard, 1000, Rate), 0.012); // 0.2 dB, which SILK needs
        }
    }

    [Fact]
    public async Task Encoders_run_side_by_side()
    {
        var voice = OpusFiles.Voice(Rate, 1);
        var expected = OpusFiles.Encode(voice, 1, 24_000);
        var all = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => OpusFiles.Encode(voice, 1, 24_000))));
        Assert.All(all, actual => Assert.Equal(expected, actual));
    }

    [Fact]
    public void No_more_than_a_page_waits_in_the_encoder()
    {
        using var encoder = new OpusEpisodeEncoder(new PcmFormat(Rate, 2), 128_000, ChunkPlace.Whole);
        var (body, second) = (new ArrayBufferWriter<byte>(), OpusFiles.Voice(Rate, 2));
        for (var i = 0; i < 40; i++)
        {
            encoder.Write(second, body);
            Assert.Equal(i, OggStream.Pages(body.WrittenSpan).Count);
        }
    }

    [Fact]
    public void A_chunk_that_another_follows_has_whole_packets()
    {
        using var encoder = new OpusEpisodeEncoder(new PcmFormat(Rate, 1), 64_000, new ChunkPlace(0, [], IsLast: false));
        var body = new ArrayBufferWriter<byte>();
        encoder.Write(new float[Packet + 1], body);
        Assert.Contains("961 samples", Assert.Throws<InvalidOperationException>(() => encoder.Finish(body)).Message);
        Assert.Throws<ArgumentException>(() => OpusFiles.Chunk(new float[Packet], 1, 64_000, new ChunkPlace(961, [961], true)));
        Assert.Throws<ArgumentException>(() => OpusFiles.Chunk(new float[Packet], 1, 64_000, new ChunkPlace(960, [], true)));
    }

    [Theory]
    [InlineData(24_000, 64_000, "always written at 48000 Hz")]
    [InlineData(48_000, 63_999, "Opus has no bit rate of 63999 bit/s; it has 24000")]
    [InlineData(48_000, null, "needs a bit rate")]
    public void What_opus_does_not_have_is_refused_with_what_it_has(int rate, int? bitRate, string reason)
    {
        Assert.Contains(reason, OpusFormat.Refusal(rate, bitRate));
        if (bitRate is { } bits)
        {
            Assert.Contains(reason, Assert.Throws<ArgumentException>(() => new OpusEpisodeEncoder(new PcmFormat(rate, 1), bits, ChunkPlace.Whole)).Message);
        }
    }

    static float[] Part(float[] samples, int channels, int channel, int from, int to) =>
        [.. Enumerable.Range(from, to - from).Select(i => samples[(i * channels) + channel])];

    /// <summary>By how many samples the sound comes late, and how like it is then (1: the same).</summary>
    static (int Shift, double Likeness) Shift(float[] spoken, float[] heard) =>
        Enumerable.Range(-480, 961).Select(shift => (shift, Likeness(spoken, heard, shift))).MaxBy(static found => found.Item2);

    static double Likeness(float[] spoken, float[] heard, int shift)
    {
        double product = 0, one = 0, other = 0;
        for (var i = 480; i < spoken.Length - 480; i++)
        {
            product += spoken[i] * heard[i + shift];
            one += spoken[i] * spoken[i];
            other += heard[i + shift] * heard[i + shift];
        }

        return product / Math.Sqrt(one * other);
    }

    static double ErrorOf(ReadOnlySpan<float> spoken, ReadOnlySpan<float> heard)
    {
        var sum = 0.0;
        for (var i = 0; i < spoken.Length; i++)
        {
            sum += Math.Pow(spoken[i] - heard[i], 2);
        }

        return Math.Sqrt(sum / spoken.Length);
    }

    static float Loudest(ReadOnlySpan<float> samples)
    {
        var loudest = 0f;
        foreach (var sample in samples)
        {
            loudest = MathF.Max(loudest, MathF.Abs(sample));
        }

        return loudest;
    }
}

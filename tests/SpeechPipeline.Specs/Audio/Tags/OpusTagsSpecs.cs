using SpeechPipeline.Audio;
using SpeechPipeline.Audio.Opus;
using SpeechPipeline.Audio.Tags;
using SpeechPipeline.Specs.Audio.Opus;

namespace SpeechPipeline.Specs.Audio.Tags;

public sealed class OpusTagsSpecs
{
    const int Rate = OpusFiles.Rate;

    static readonly byte[] Sound = OpusFiles.Chunk(new float[2 * Rate], 1, 24_000, ChunkPlace.Whole);

    public static EpisodeTags Full { get; } = new(
        Rate,
        Title: "Über die Brücke",
        Artist: "宮沢賢治",
        Album: "שיחות 🎧",
        Track: 12,
        Date: new DateOnly(2024, 3, 9),
        Language: "de-CH",
        Comment: "A comment,\nsaid = plainly.",
        Cover: Id3TagSpecs.CoverOf(TagReadings.Jpeg),
        Chapters: [new("Eins", 0, Rate), new("Zwei – 🎈", Rate, (Rate * 3) / 2), new(null, Rate * 3 / 2, 2 * Rate)]);

    [Fact]
    public void Ffprobe_reads_what_was_written()
    {
        var read = TagReadings.ByFfprobe([.. OpusHeader.Build(1, Full), .. Sound], ".opus");
        var streams = read.GetProperty("streams").EnumerateArray().ToList();
        var sound = streams.Single(stream => stream.Text("codec_name") == "opus");
        Assert.Equal(("48000", "1"), (sound.Text("sample_rate"), sound.Text("channels")));

        Assert.Equal("Über die Brücke", sound.Text("tags", "TITLE"));
        Assert.Equal("宮沢賢治", sound.Text("tags", "ARTIST"));
        Assert.Equal("שיחות 🎧", sound.Text("tags", "ALBUM"));
        Assert.Equal("12", sound.Text("tags", "track"));
        Assert.Equal("2024-03-09", sound.Text("tags", "DATE"));
        Assert.Equal("deu", sound.Text("tags", "LANGUAGE"));
        Assert.Equal("A comment, said = plainly.", sound.Text("tags", "COMMENT"));
        // The last one ends with the file, whose length ffprobe gives with what a decoder skips.
        Assert.Equal(
            [("Eins", "0.000000", "1.000000"), ("Zwei – 🎈", "1.000000", "1.500000"), ("3", "1.500000", "2.007000")],
            read.GetProperty("chapters").EnumerateArray().Select(chapter => (chapter.Text("tags", "title"), chapter.Text("start_time"), chapter.Text("end_time"))));
        var cover = streams.Single(stream => stream.Text("codec_type") == "video");
        Assert.Equal(("mjpeg", "48", "32", "1"), (cover.Text("codec_name"), cover.Text("width"), cover.Text("height"), cover.Text("disposition", "attached_pic")));
    }

    [Fact]
    public void Music_metadata_reads_the_same()
    {
        var read = TagReadings.ByMusicMetadata([.. OpusHeader.Build(1, Full), .. Sound], ".opus");
        Assert.Equal("Über die Brücke", read.Text("title"));
        Assert.Equal("宮沢賢治", read.Text("artist"));
        Assert.Equal("שיחות 🎧", read.Text("album"));
        Assert.Equal(("12", "2024", "deu"), (read.Text("track"), read.Text("year"), read.Text("language")));
        Assert.Equal("""["A comment, said = plainly."]""", read.Text("comment"));
        var cover = Assert.Single(read.GetProperty("pictures").EnumerateArray());
        Assert.Equal(("image/jpeg", "Cover (front)", $"{TagReadings.Jpeg.Length}"), (cover.Text("format"), cover.Text("type"), cover.Text("bytes")));
        Assert.Equal("[]", read.Text("warnings"));
    }

    [Fact]
    public void The_header_has_the_same_number_of_pages_whatever_it_says()
    {
        foreach (var tags in new[] { null, new EpisodeTags(Rate), Full, Full with { Cover = Cover(300_000) }, Full with { Cover = Cover(1 << 20) } })
        {
            var pages = OggStream.Pages(OpusHeader.Build(2, tags));
            Assert.Equal(OpusHeader.Pages, pages.Count);
            Assert.Equal([2, 0, .. Enumerable.Repeat(1, OpusHeader.Pages - 2)], pages.Select(static page => page.Flags));
            Assert.Equal([0, .. Enumerable.Repeat(-1L, OpusHeader.Pages - 2), 0], pages.Select(static page => page.Granule));
            Assert.Equal([1, .. Enumerable.Repeat(0, OpusHeader.Pages - 2), 1], pages.Select(static page => page.Packets));
        }
    }

    [Fact]
    public void A_file_that_says_nothing_has_little_before_its_sound()
    {
        Assert.InRange(OpusHeader.Build(1, null).Length, 1, 6_700);
        Assert.Equal(OpusHeader.Build(1, null), OpusHeader.Build(1, new EpisodeTags(Rate, Title: "", Artist: " ", Language: "", Comment: "\0")));
        Assert.Equal(OpusHeader.Build(1, Full), OpusHeader.Build(1, Full with { }));
    }

    // Where the packet ends with a segment, where the pages get their second one, and where the padding ends.
    [Theory]
    [InlineData(5_865)]
    [InlineData(5_866)]
    [InlineData(5_867)]
    [InlineData(6_119)]
    [InlineData(6_120)]
    [InlineData(6_121)]
    [InlineData(6_374)]
    [InlineData(6_375)]
    [InlineData(12_240)]
    [InlineData(100_000)]
    public void Any_length_of_tags_is_read_back_whole(int packetBytes)
    {
        var chapters = TagReadings.Chapters(100, static _ => "x");
        var most = OpusTags.Build(new EpisodeTags(TagReadings.Rate, Chapters: chapters)).Length;
        var (text, rest) = Math.DivRem(packetBytes - most, 100);
        Assert.True(text > 0);
        chapters = TagReadings.Chapters(100, i => new string((char)('a' + (i % 26)), Math.Min(1 + text + (i == 99 ? rest : 0), 500)));
        var tags = new EpisodeTags(TagReadings.Rate, Chapters: chapters);
        if (packetBytes < 50_000)
        {
            Assert.Equal(packetBytes, OpusTags.Build(tags).Length);
        }

        byte[] file = [.. OpusHeader.Build(1, tags), .. Sound];
        var read = TagReadings.ByFfprobe(file, ".opus").GetProperty("chapters").EnumerateArray().Select(static chapter => chapter.Text("tags", "title"));
        Assert.Equal(chapters.Select(static chapter => chapter.Title), read);
        Assert.Empty(Opusinfo.IsThere ? Opusinfo.Warnings(file) : []);
    }

    [Fact]
    public void A_cover_of_1_MiB_fits_and_one_that_does_not_is_left_out()
    {
        foreach (var (bytes, fits) in new[] { (1 << 20, true), (1_168_000, true), (1_171_000, false), (CoverImage.MaxBytes, false) })
        {
            var tags = Full with { Cover = Cover(bytes) };
            byte[] file = [.. OpusHeader.Build(1, tags), .. Sound];
            var read = TagReadings.ByFfprobe(file, ".opus");
            Assert.Equal(fits, read.GetProperty("streams").EnumerateArray().Any(static stream => stream.Text("codec_type") == "video"));
            Assert.Equal(3, read.GetProperty("chapters").GetArrayLength());
            Assert.Equal(fits ? 1 : 0, TagReadings.ByMusicMetadata(file, ".opus").GetProperty("pictures").GetArrayLength());
            Assert.Empty(Opusinfo.IsThere ? Opusinfo.Warnings(file) : []);
        }
    }

    [Fact]
    public void A_png_is_a_cover_too()
    {
        var read = TagReadings.ByFfprobe([.. OpusHeader.Build(1, Full with { Cover = Id3TagSpecs.CoverOf(TagReadings.Png) }), .. Sound], ".opus");
        Assert.Equal("png", read.GetProperty("streams").EnumerateArray().Single(static stream => stream.Text("codec_type") == "video").Text("codec_name"));
    }

    [Theory]
    [InlineData(999, "x", 999)]
    [InlineData(1_200, "x", 999)]
    [InlineData(999, "章", 998)]
    public void So_many_chapters_are_written_as_their_numbers_and_the_header_allow(int count, string letter, int written)
    {
        var chapters = TagReadings.Chapters(count, _ => Long(500));
        var tags = new EpisodeTags(TagReadings.Rate, Long(500), Long(500), Long(500), 12, new DateOnly(2024, 3, 9), "de", Long(4_000), Full.Cover, chapters);
        byte[] file = [.. OpusHeader.Build(1, tags), .. Sound];
        Assert.Equal(written, TagReadings.ByFfprobe(file, ".opus").GetProperty("chapters").GetArrayLength());
        Assert.Equal(-1, file.AsSpan().IndexOf("CHAPTER1000"u8)); // which ffprobe passes over
        Assert.Empty(Opusinfo.IsThere ? Opusinfo.Warnings(file) : []);

        string Long(int length) => string.Concat(Enumerable.Repeat(letter, length));
    }

    [Theory]
    [InlineData(0, "00:00:00.000")]
    [InlineData(Rate - 1, "00:00:00.999")]
    [InlineData((25L * 3600 * Rate) + (61 * Rate), "25:01:01.000")]
    [InlineData((100L * 3600 * Rate) - 1, "99:59:59.999")]
    [InlineData(100L * 3600 * Rate, null)]
    [InlineData(long.MaxValue / 1000, null)]
    public void A_chapter_begins_at_hours_minutes_seconds_of_two_digits(long start, string? written)
    {
        var text = System.Text.Encoding.UTF8.GetString(OpusTags.Build(new EpisodeTags(Rate, Chapters: [new("Late", start, start)])));
        Assert.Equal(written is not null, text.Contains("CHAPTER001NAME=Late", StringComparison.Ordinal));
        Assert.Contains(written is null ? "" : $"CHAPTER001={written}", text);
    }

    /// <summary>The picture with so many bytes of comments in its file.</summary>
    static CoverImage Cover(int bytes)
    {
        var comments = new List<byte>();
        for (var missing = bytes - TagReadings.Jpeg.Length; missing > 0; missing = bytes - TagReadings.Jpeg.Length - comments.Count)
        {
            var length = Math.Min(missing < 66_000 ? Math.Max(missing - 2, 2) : 60_000, 65_535);
            comments.AddRange([0xFF, 0xFE, (byte)(length >> 8), (byte)length, .. new byte[length - 2]]);
        }

        return Id3TagSpecs.CoverOf([.. TagReadings.Jpeg[..2], .. comments, .. TagReadings.Jpeg[2..]]);
    }
}

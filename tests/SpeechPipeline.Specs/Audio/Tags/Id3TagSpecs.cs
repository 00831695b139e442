using System.Text.Json;
using SpeechPipeline.Audio.Tags;

namespace SpeechPipeline.Specs.Audio.Tags;

public sealed class Id3TagSpecs
{
    const int Rate = TagReadings.Rate;

    static readonly EpisodeTags Full = new(
        Rate,
        Title: "Über die Brücke",
        Artist: "宮沢賢治",
        Album: "שיחות 🎧",
        Track: 12,
        Date: new DateOnly(2024, 3, 9),
        Language: "de-CH",
        Comment: "A comment, said plainly.",
        Cover: CoverOf(TagReadings.Jpeg),
        Chapters: [new("Eins", 0, Rate), new("Zwei – 🎈", Rate, Rate + 8), new("שלוש", Rate + 8, 2 * Rate)]);

    [Fact]
    public void Ffprobe_reads_what_was_written()
    {
        var read = TagReadings.ByFfprobe([.. Id3Tag.Build(Full), .. TagReadings.Mp3], ".mp3");
        var tags = read.GetProperty("format").GetProperty("tags");

        Assert.Equal("Über die Brücke", tags.Text("title"));
        Assert.Equal("宮沢賢治", tags.Text("artist"));
        Assert.Equal("שיחות 🎧", tags.Text("album"));
        Assert.Equal("12", tags.Text("track"));
        Assert.Equal("2024-03-09", tags.Text("date"));
        Assert.Equal("deu", tags.Text("language"));
        Assert.Equal("A comment, said plainly.", tags.Text("comment"));
        Assert.Equal(
            [("Eins", "0.000000", "1.000000"), ("Zwei – 🎈", "1.000000", "1.000000"), ("שלוש", "1.000000", "2.000000")],
            read.GetProperty("chapters").EnumerateArray().Select(chapter => (chapter.Text("tags", "title"), chapter.Text("start_time"), chapter.Text("end_time"))));
        var cover = read.GetProperty("streams").EnumerateArray().Single(stream => stream.Text("codec_type") == "video");
        Assert.Equal(("mjpeg", "48", "32", "1"), (cover.Text("codec_name"), cover.Text("width"), cover.Text("height"), cover.Text("disposition", "attached_pic")));
        Assert.Equal(TagReadings.ByFfprobe(TagReadings.Mp3, ".mp3").Text("format", "duration"), read.Text("format", "duration"));
    }

    [Fact]
    public void Music_metadata_reads_the_same()
    {
        var read = TagReadings.ByMusicMetadata([.. Id3Tag.Build(Full), .. TagReadings.Mp3], ".mp3");

        Assert.Equal("Über die Brücke", read.Text("title"));
        Assert.Equal("宮沢賢治", read.Text("artist"));
        Assert.Equal("שיחות 🎧", read.Text("album"));
        Assert.Equal(("12", "2024", "deu"), (read.Text("track"), read.Text("year"), read.Text("language")));
        Assert.Equal("0903", read.Text("native", "TDAT"));
        Assert.Equal("""["A comment, said plainly."]""", read.Text("comment"));
        var cover = Assert.Single(read.GetProperty("pictures").EnumerateArray());
        Assert.Equal(("image/jpeg", "Cover (front)", $"{TagReadings.Jpeg.Length}"), (cover.Text("format"), cover.Text("type"), cover.Text("bytes")));
        Assert.Equal("Über die Brücke", read.Text("contents"));
        Assert.Equal([("Eins", "0", "1000"), ("Zwei – 🎈", "1000", "1000"), ("שלוש", "1000", "2000")], ChaptersOf(read));
        Assert.Equal("[]", read.Text("warnings"));
    }

    [Fact]
    public void The_tag_is_the_same_every_time_and_its_size_is_its_length()
    {
        var tag = Id3Tag.Build(Full);
        Assert.Equal(tag, Id3Tag.Build(Full with { }));
        Assert.Equal([(byte)'I', (byte)'D', (byte)'3', 3, 0, 0], tag[..6]);
        Assert.All(tag[6..10], size => Assert.InRange(size, 0, 127));
        Assert.Equal(tag.Length - 10, (tag[6] << 21) | (tag[7] << 14) | (tag[8] << 7) | tag[9]);
    }

    [Theory]
    [InlineData(255, 1)]
    [InlineData(256, 3)]
    [InlineData(300, 3)]
    public void However_many_chapters_there_are_tables_of_contents_lead_to_all_of_them_in_order(int count, int tables)
    {
        var tag = Id3Tag.Build(new EpisodeTags(Rate, Chapters: TagReadings.Chapters(count, i => $"Chapter {i}")));
        Assert.Equal(tables, CountOf(tag, "CTOC"));

        byte[] file = [.. tag, .. TagReadings.Mp3];
        var read = TagReadings.ByMusicMetadata(file, ".mp3");
        var titles = Enumerable.Range(0, count).Select(i => $"Chapter {i}").ToList();
        Assert.Equal("1", read.Text("tops"));
        Assert.Equal(titles, ChaptersOf(read).Select(chapter => chapter.Title));
        Assert.Equal(titles, TagReadings.ByFfprobe(file, ".mp3").GetProperty("chapters").EnumerateArray().Select(chapter => chapter.Text("tags", "title")));
    }

    [Fact]
    public void Tables_of_tables_of_tables_hold_seventy_thousand_chapters()
    {
        var tag = Id3Tag.Build(new EpisodeTags(Rate, Chapters: TagReadings.Chapters(70_000, _ => "x")));
        // 275 tables of chapters, 2 tables of those, and the one above.
        Assert.Equal(275 + 2 + 1, CountOf(tag, "CTOC"));
        Assert.Equal(70_000, CountOf(tag, "CHAP"));
    }

    [Fact]
    public void Hostile_texts_are_cleaned_and_cut_and_never_break_the_tag()
    {
        var tags = new EpisodeTags(
            Rate,
            Title: string.Concat(Enumerable.Repeat("👩‍👩‍👧‍👦", 1_000)),
            Artist: "a\0b\r\nc\u0085\uFFFE\uD800d\uDC00\u202Ee",
            Album: " \u0001 ",
            Comment: new string('é', 10_000),
            Chapters: TagReadings.Chapters(4, i => i switch { 0 => null, 1 => "", 2 => new string('z', 10_000), _ => "\uDC00" }));

        byte[] file = [.. Id3Tag.Build(tags), .. TagReadings.Mp3];
        var read = TagReadings.ByMusicMetadata(file, ".mp3");
        var title = read.Text("title")!;
        Assert.InRange(title.Length, 480, 500);
        Assert.EndsWith("👩‍👩‍👧‍👦…", title, StringComparison.Ordinal);
        Assert.Equal("a b c d\u202Ee", read.Text("artist"));
        Assert.Null(read.Text("album"));
        Assert.Equal(4_000, read.GetProperty("comment")[0].GetString()!.Length);
        // The first untitled chapter is called after the episode, others by their numbers.
        Assert.Equal([title, "2", new string('z', 499) + "…", "4"], ChaptersOf(read).Select(chapter => chapter.Title));
        Assert.Equal("[]", read.Text("warnings"));
        Assert.Equal(4, TagReadings.ByFfprobe(file, ".mp3").GetProperty("chapters").GetArrayLength());
    }

    [Fact]
    public void Where_there_is_nothing_to_say_there_is_no_tag()
    {
        Assert.Empty(Id3Tag.Build(new EpisodeTags(Rate)));
        Assert.Empty(Id3Tag.Build(new EpisodeTags(Rate, Title: "", Artist: " ", Language: "", Comment: "\0")));
    }

    [Theory]
    [InlineData("en", "eng")]
    [InlineData("pt-BR", "por")]
    [InlineData("zh-Hant-TW", "zho")]
    [InlineData("DE_at", "deu")]
    [InlineData("yue-HK", "yue")]
    [InlineData("xx", "und")]
    [InlineData("i-klingon", "und")]
    [InlineData("e\u0301n", "und")]
    public void A_language_is_named_by_its_code_of_three_letters(string tag, string code) =>
        Assert.Equal(code, LanguageCode.Of(tag));

    [Fact]
    public void A_chapter_that_ends_before_it_begins_does_not_construct()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new TaggedChapter("x", 5, 4));
        Assert.Throws<ArgumentOutOfRangeException>(() => new TaggedChapter("x", -1, 4));
        Assert.Throws<ArgumentOutOfRangeException>(() => new EpisodeTags(0));
    }

    internal static CoverImage CoverOf(byte[] file) => CoverImage.TryRead(file, out var image, out var refusal) ? image : throw new InvalidDataException(refusal);

    static IEnumerable<(string? Title, string? Start, string? End)> ChaptersOf(JsonElement read) =>
        read.GetProperty("chapters").EnumerateArray().Select(chapter => (chapter.Text("title"), chapter.Text("start"), chapter.Text("end")));

    static int CountOf(byte[] tag, string frame)
    {
        var (count, id) = (0, frame.Select(c => (byte)c).ToArray());
        for (var at = tag.AsSpan().IndexOf(id); at >= 0; count++)
        {
            var next = tag.AsSpan(at + 4).IndexOf(id);
            at = next < 0 ? -1 : at + 4 + next;
        }

        return count;
    }
}

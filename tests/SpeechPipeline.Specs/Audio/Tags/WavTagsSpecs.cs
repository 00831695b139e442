using System.Buffers.Binary;
using System.Text;
using SpeechPipeline.Audio;
using SpeechPipeline.Audio.Tags;

namespace SpeechPipeline.Specs.Audio.Tags;

public sealed class WavTagsSpecs
{
    const int Rate = TagReadings.Rate;

    static readonly EpisodeTags Full = new(
        Rate,
        Title: "Über die Brücke",
        Artist: "宮沢賢治",
        Album: "The show",
        Track: 7,
        Date: new DateOnly(2024, 3, 9),
        Language: "de",
        Comment: "שיחה 🎧",
        Chapters: [new("Eins", 0, 1_000), new("二", 1_000, 30_001), new(null, 30_001, 48_000)]);

    [Fact]
    public void Ffprobe_reads_what_was_written_and_hears_the_same_samples()
    {
        var file = FileWith(WavTags.Build(Full));
        var read = TagReadings.ByFfprobe(file, ".wav");
        var tags = read.GetProperty("format").GetProperty("tags");

        Assert.Equal(("Über die Brücke", "宮沢賢治", "The show"), (tags.Text("title"), tags.Text("artist"), tags.Text("album")));
        Assert.Equal(("7", "2024-03-09", "deu", "שיחה 🎧"), (tags.Text("track"), tags.Text("date"), tags.Text("language"), tags.Text("comment")));
        Assert.Equal("2.000000", read.Text("format", "duration"));
        Assert.Equal(2 * Rate, Ffmpeg.DecodeToFloat(file).Length);
    }

    [Fact]
    public void Music_metadata_reads_the_same()
    {
        var read = TagReadings.ByMusicMetadata(FileWith(WavTags.Build(Full)), ".wav");

        Assert.Equal(("Über die Brücke", "宮沢賢治", "The show"), (read.Text("title"), read.Text("artist"), read.Text("album")));
        Assert.Equal(("7", "2024-03-09", "deu"), (read.Text("track"), read.Text("date"), read.Text("native", "ILNG")));
        Assert.Equal("""["שיחה 🎧"]""", read.Text("comment"));
        Assert.Equal($"{2 * Rate}", read.Text("samples"));
    }

    [Fact]
    public void Our_own_reader_finds_the_samples_behind_the_tags() =>
        Assert.Equal(2 * Rate, WavReader.Read(FileWith(WavTags.Build(Full))).FrameCount);

    [Fact]
    public void Each_chapter_is_a_cue_point_with_a_label_and_a_length()
    {
        var chunks = Chunks(WavTags.Build(Full));
        Assert.Equal(["CSET", "LIST INFO", "cue ", "LIST adtl"], chunks.Select(chunk => chunk.Id));

        var cue = chunks[2].Data;
        Assert.Equal(4 + (3 * 24), cue.Length);
        Assert.Equal(3, BinaryPrimitives.ReadInt32LittleEndian(cue));
        Assert.Equal([0, 1_000, 30_001], Enumerable.Range(0, 3).Select(i => BinaryPrimitives.ReadInt32LittleEndian(cue.AsSpan(4 + (24 * i) + 20))));
        var notes = Chunks(chunks[3].Data);
        Assert.Equal(["labl", "ltxt", "labl", "ltxt", "labl", "ltxt"], notes.Select(note => note.Id));
        Assert.Equal(["Eins", "二", "3"], notes.Where(note => note.Id == "labl").Select(note => Encoding.UTF8.GetString(note.Data.AsSpan(4)).TrimEnd('\0')));
        Assert.Equal([1_000, 29_001, 17_999], notes.Where(note => note.Id == "ltxt").Select(note => BinaryPrimitives.ReadInt32LittleEndian(note.Data.AsSpan(4))));
        Assert.Equal([1, 1, 2, 2, 3, 3], notes.Select(note => BinaryPrimitives.ReadInt32LittleEndian(note.Data)));
    }

    [Fact]
    public void A_chapter_whose_beginning_32_bits_cannot_say_is_left_out()
    {
        var tags = new EpisodeTags(Rate, Chapters: [new("in", uint.MaxValue, long.MaxValue / 2), new("out", uint.MaxValue + 1L, long.MaxValue / 2)]);
        var chunks = Chunks(WavTags.Build(tags));
        Assert.Equal(1, BinaryPrimitives.ReadInt32LittleEndian(chunks[0].Data));
        var lengths = Chunks(chunks[1].Data).Where(note => note.Id == "ltxt").Select(note => BinaryPrimitives.ReadUInt32LittleEndian(note.Data.AsSpan(4)));
        Assert.Equal([uint.MaxValue], lengths);
        Assert.Empty(WavTags.Build(new EpisodeTags(Rate, Chapters: [tags.Chapters[1]])));
    }

    [Theory]
    [InlineData("")]
    [InlineData("a")]
    [InlineData("ab")]
    [InlineData("é")]
    [InlineData("👩‍👩‍👧‍👦\0\uD800")]
    public void Whatever_the_texts_are_the_chunks_have_an_even_number_of_bytes(string text)
    {
        var tags = new EpisodeTags(Rate, Title: text, Comment: text + text, Chapters: TagReadings.Chapters(3, i => text + i));
        Assert.Equal(0, WavTags.Build(tags).Length % 2);
        Assert.Equal(2 * Rate, WavReader.Read(FileWith(WavTags.Build(tags))).FrameCount);
        Assert.Equal("2.000000", TagReadings.ByFfprobe(FileWith(WavTags.Build(tags)), ".wav").Text("format", "duration"));
    }

    [Fact]
    public void Where_there_is_nothing_to_say_there_are_no_chunks() => Assert.Empty(WavTags.Build(new EpisodeTags(Rate, Title: " ")));

    static byte[] FileWith(byte[] tags)
    {
        var header = WavHeader.Build(new PcmFormat(Rate, 1), SampleEncoding.PcmS16Le, 4 * Rate);
        byte[] file = [.. header[..^8], .. tags, .. header[^8..], .. new byte[4 * Rate]];
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(4), file.Length - 8);
        return file;
    }

    static List<(string Id, byte[] Data)> Chunks(byte[] bytes)
    {
        var chunks = new List<(string, byte[])>();
        for (var at = 0; at < bytes.Length;)
        {
            var (id, length) = (Encoding.ASCII.GetString(bytes, at, 4), BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan(at + 4)));
            var data = bytes[(at + 8)..(at + 8 + length)];
            chunks.Add(id == "LIST" ? ($"LIST {Encoding.ASCII.GetString(data, 0, 4)}", data[4..]) : (id, data));
            at += 8 + length + (length % 2);
        }

        return chunks;
    }
}

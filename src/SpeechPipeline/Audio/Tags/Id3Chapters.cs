using System.Buffers.Binary;
using System.Text;

namespace SpeechPipeline.Audio.Tags;

/// <summary>
/// Chapters and their tables of contents (id3v2-chapters-1.0). A table counts its entries in one byte: if there are more chapters,
/// the top-level table lists tables.
/// </summary>
static class Id3Chapters
{
    const int MostEntries = 255;
    const byte TopLevel = 2, Ordered = 1;

    static ReadOnlySpan<byte> NoOffset => [0xFF, 0xFF, 0xFF, 0xFF];

    public static void Write(EpisodeTags tags, Id3Frames frames)
    {
        if (tags.Chapters.Count == 0)
        {
            return;
        }

        WriteTables(frames, CleanText.Line(tags.Title), [.. Enumerable.Range(0, tags.Chapters.Count).Select(Name)]);
        for (var i = 0; i < tags.Chapters.Count; i++)
        {
            var (start, end) = (Time(tags.Chapters[i].StartFrame), Time(tags.Chapters[i].EndFrame));
            frames.Frame("CHAP", [.. Terminated(Name(i)), .. start, .. end, .. NoOffset, .. NoOffset, .. Titled(tags.ChapterTitle(i))]);
        }

        byte[] Time(long frame)
        {
            var bytes = new byte[4];
            // All ones, which would be 49 days, means "no time".
            BinaryPrimitives.WriteUInt32BigEndian(bytes, (uint)Math.Min(FrameTime.Milliseconds(frame, tags.SampleRateHz), uint.MaxValue - 1));
            return bytes;
        }
    }

    /// <summary>The top-level table with the episode's title, then those below it.</summary>
    static void WriteTables(Id3Frames frames, string? title, string[] entries)
    {
        var tables = new List<(string Name, string[] Entries)>();
        var level = 0;
        while (entries.Length > MostEntries)
        {
            level++;
            var below = entries.Chunk(MostEntries).Select((part, i) => (Name: FormattableString.Invariant($"toc{level}-{i}"), Entries: part)).ToList();
            tables.InsertRange(0, below);
            entries = [.. below.Select(table => table.Name)];
        }

        Table("toc", TopLevel | Ordered, entries, title is null ? [] : Titled(title));
        foreach (var (name, part) in tables)
        {
            Table(name, Ordered, part, []);
        }

        void Table(string name, byte flags, string[] list, byte[] described) =>
            frames.Frame("CTOC", [.. Terminated(name), flags, (byte)list.Length, .. list.SelectMany(Terminated), .. described]);
    }

    static byte[] Titled(string text)
    {
        var title = new Id3Frames();
        title.Text("TIT2", text);
        return title.Written.ToArray();
    }

    static string Name(int index) => FormattableString.Invariant($"ch{index}");

    static byte[] Terminated(string name) => [.. Encoding.ASCII.GetBytes(name), 0];
}

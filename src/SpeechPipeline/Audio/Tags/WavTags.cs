using System.Buffers.Binary;
using System.Globalization;

namespace SpeechPipeline.Audio.Tags;

/// <summary>
/// Writes the tags of a WAV file: chunks between <c>fmt </c> and <c>data</c>, an even number of bytes.
/// Multimedia Programming Interface and Data Specifications 1.0 (IBM and Microsoft, 1991), chapters 2 (LIST INFO, CSET) and 3 (WAVE).
/// Chapters are cue points; their offsets have 32 bits, and one that begins beyond is left out. WAV has no place for a cover.
/// </summary>
public static class WavTags
{
    const int LongestComment = 4_000;
    const ushort Utf8CodePage = 65001;

    /// <summary>The chunks; empty if there are no tags.</summary>
    public static byte[] Build(EpisodeTags tags)
    {
        var chunks = new RiffChunks();
        WriteInfo(tags, chunks);
        WriteChapters(tags, chunks);
        // Without it, readers use their own code page.
        return chunks.IsAscii ? chunks.Written.ToArray() : [.. CharacterSet(), .. chunks.Written];
    }

    static byte[] CharacterSet()
    {
        var chunk = new RiffChunks();
        chunk.Chunk("CSET"u8, [.. Word(Utf8CodePage), .. Word(0), .. Word(0), .. Word(0)]); // no country, language or dialect
        return chunk.Written.ToArray();
    }

    static void WriteInfo(EpisodeTags tags, RiffChunks chunks)
    {
        var info = new RiffChunks();
        var track = tags.Track?.ToString(CultureInfo.InvariantCulture);
        info.Text("INAM"u8, CleanText.Line(tags.Title));
        info.Text("IART"u8, CleanText.Line(tags.Artist));
        info.Text("IPRD"u8, CleanText.Line(tags.Album));
        info.Text("ICRD"u8, tags.Date?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        info.Text("ICMT"u8, CleanText.Line(tags.Comment, LongestComment));
        info.Text("ILNG"u8, string.IsNullOrWhiteSpace(tags.Language) ? null : LanguageCode.Of(tags.Language));
        // Neither is in the specification; some readers use the first, some the second.
        info.Text("ITRK"u8, track);
        info.Text("IPRT"u8, track);
        chunks.List("INFO"u8, info);
    }

    static void WriteChapters(EpisodeTags tags, RiffChunks chunks)
    {
        var reachable = Enumerable.Range(0, tags.Chapters.Count).Where(i => tags.Chapters[i].StartFrame <= uint.MaxValue).ToList();
        if (reachable.Count == 0)
        {
            return;
        }

        var (points, labels) = (new List<byte>(), new RiffChunks());
        foreach (var i in reachable)
        {
            var chapter = tags.Chapters[i];
            var (name, start) = (Long(i + 1), Long(chapter.StartFrame));
            // Without a playlist, the position is that in the data chunk.
            points.AddRange([.. name, .. start, .. "data"u8, .. Long(0), .. Long(0), .. start]);
            labels.Text("labl"u8, tags.ChapterTitle(i), name);
            labels.Chunk("ltxt"u8, [.. name, .. Long(chapter.EndFrame - chapter.StartFrame), .. "rgn "u8, .. Long(0), .. Long(0)]);
        }

        chunks.Chunk("cue "u8, [.. Long(reachable.Count), .. points]);
        chunks.List("adtl"u8, labels);
    }

    static byte[] Word(ushort value)
    {
        var bytes = new byte[2];
        BinaryPrimitives.WriteUInt16LittleEndian(bytes, value);
        return bytes;
    }

    static byte[] Long(long value)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, (uint)Math.Min(value, uint.MaxValue));
        return bytes;
    }
}

using System.Globalization;

namespace SpeechPipeline.Audio.Tags;

/// <summary>
/// Writes an ID3v2.3 tag (id3.org/id3v2.3.0), which goes before an MP3 file; all players read this version.
/// The same tags give the same bytes. No padding and no unsynchronisation: current decoders do not look for sync words inside a tag.
/// </summary>
public static class Id3Tag
{
    const int HeaderBytes = 10;
    const int LongestComment = 4_000;

    /// <summary>The tag; empty if there are no tags.</summary>
    public static byte[] Build(EpisodeTags tags)
    {
        var frames = new Id3Frames();
        var language = string.IsNullOrWhiteSpace(tags.Language) ? null : LanguageCode.Of(tags.Language);
        frames.Text("TIT2", CleanText.Line(tags.Title));
        frames.Text("TPE1", CleanText.Line(tags.Artist));
        frames.Text("TALB", CleanText.Line(tags.Album));
        frames.Text("TRCK", tags.Track?.ToString(CultureInfo.InvariantCulture));
        frames.Text("TYER", tags.Date?.ToString("yyyy", CultureInfo.InvariantCulture));
        frames.Text("TDAT", tags.Date?.ToString("ddMM", CultureInfo.InvariantCulture));
        frames.Text("TLAN", language);
        frames.Comment(language ?? LanguageCode.Undetermined, CleanText.Line(tags.Comment, LongestComment));
        frames.FrontCover(tags.Cover);
        Id3Chapters.Write(tags, frames);
        return frames.Written.IsEmpty ? [] : [.. Header(frames.Written.Length), .. frames.Written];
    }

    /// <summary>Section 3.1: version 3.0, no flags, and 28 bits of size that stay clear of the sync word.</summary>
    static byte[] Header(int size) => size < 1 << 28
        ? [.. "ID3"u8, 3, 0, 0, (byte)(size >> 21), (byte)((size >> 14) & 0x7F), (byte)((size >> 7) & 0x7F), (byte)(size & 0x7F)]
        : throw new ArgumentException($"An ID3v2 tag of {size + HeaderBytes} bytes cannot be written: its size has 28 bits.");
}

using System.Globalization;
using SpeechPipeline.Audio.Tags;

namespace SpeechPipeline.Audio.Opus;

/// <summary>
/// Writes the tags of an Ogg Opus file: the comment header (RFC 7845, section 5.2). Field names are those of the Ogg Vorbis
/// comment specification; chapters are Xiph's "Chapter Extension", which numbers them with three digits.
/// </summary>
/// <remarks>The header has a maximum size: the texts come first, then as many chapters as fit, then the cover if it fits.</remarks>
static class OpusTags
{
    const string Vendor = "Concentus";
    const int LongestComment = 4_000;
    const int MostChapters = 999;

    /// <summary>Hours have two digits.</summary>
    const long MostMilliseconds = 100 * 3_600_000L;

    /// <summary>The packet, without padding; the same tags give the same bytes.</summary>
    public static byte[] Build(EpisodeTags? tags)
    {
        var comments = new VorbisComments("OpusTags"u8, Vendor, OpusHeader.MostCommentBytes);
        if (tags is not null)
        {
            comments.TryAdd(("TITLE", CleanText.Line(tags.Title)));
            comments.TryAdd(("ARTIST", CleanText.Line(tags.Artist)));
            comments.TryAdd(("ALBUM", CleanText.Line(tags.Album)));
            comments.TryAdd(("DATE", tags.Date?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)));
            comments.TryAdd(("TRACKNUMBER", tags.Track?.ToString(CultureInfo.InvariantCulture)));
            comments.TryAdd(("LANGUAGE", string.IsNullOrWhiteSpace(tags.Language) ? null : LanguageCode.Of(tags.Language)));
            comments.TryAdd(("COMMENT", CleanText.Line(tags.Comment, LongestComment)));
            AddChapters(comments, tags);
            comments.TryAdd(("METADATA_BLOCK_PICTURE", tags.Cover is null ? null : FlacPicture.FrontCover(tags.Cover)));
        }

        return comments.ToArray();
    }

    static void AddChapters(VorbisComments comments, EpisodeTags tags)
    {
        for (var i = 0; i < Math.Min(tags.Chapters.Count, MostChapters); i++)
        {
            var field = FormattableString.Invariant($"CHAPTER{i + 1:D3}");
            var start = FrameTime.Milliseconds(tags.Chapters[i].StartFrame, tags.SampleRateHz);
            if (start >= MostMilliseconds || !comments.TryAdd((field, Time(start)), ($"{field}NAME", tags.ChapterTitle(i))))
            {
                return;
            }
        }
    }

    static string Time(long milliseconds)
    {
        var time = TimeSpan.FromMilliseconds(milliseconds);
        return string.Create(CultureInfo.InvariantCulture, $@"{milliseconds / 3_600_000:D2}:{time:mm\:ss\.fff}");
    }
}

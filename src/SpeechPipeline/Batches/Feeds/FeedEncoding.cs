using System.Buffers;
using System.Text;
using System.Text.Unicode;
using SpeechPipeline.Articles.Html;

namespace SpeechPipeline.Batches.Feeds;

/// <summary>Makes text of a feed's bytes: as pages are decoded, and where what is said of them proves wrong, as the bytes say.</summary>
static class FeedEncoding
{
    // One wrong byte among letters that are UTF-8 is a wrong byte; many, and nothing that is UTF-8, are another encoding.
    const int FewWrong = 2;
    const int RightForEachWrong = 4;

    /// <param name="feed">The feed's bytes.</param>
    /// <param name="charset">Of the Content-Type; null: it named none.</param>
    public static string Decode(ReadOnlySpan<byte> feed, string? charset)
    {
        var isSaidToBeUtf8 = charset?.Trim(' ', '"', '\'').ToUpperInvariant() is "UTF-8" or "UTF8";
        if (HasMark(feed) || Utf8.IsValid(feed))
        {
            return TextDecoding.Decode(feed, charset, isMarkup: true);
        }

        var (right, wrong) = Count(feed);
        if (wrong > 0 && right >= wrong * RightForEachWrong)
        {
            return Encoding.UTF8.GetString(feed);
        }

        // A server says UTF-8 of whatever it has; the feed knows better.
        var text = TextDecoding.Decode(feed, isSaidToBeUtf8 ? null : charset, isMarkup: true);
        return right == 0 && wrong > FewWrong && text.Contains('\uFFFD') ? TextDecoding.Decode(feed, charset: null, isMarkup: false) : text;
    }

    static bool HasMark(ReadOnlySpan<byte> feed) => feed is [0xEF, 0xBB, 0xBF, ..] or [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..];

    // Characters beyond ASCII that are UTF-8, and places that are not.
    static (int Right, int Wrong) Count(ReadOnlySpan<byte> feed)
    {
        var (right, wrong) = (0, 0);
        for (var rest = feed[FirstBeyondAscii(feed)..]; !rest.IsEmpty; rest = rest[FirstBeyondAscii(rest)..])
        {
            var isRight = Rune.DecodeFromUtf8(rest, out _, out var length) == OperationStatus.Done;
            (right, wrong) = isRight ? (right + 1, wrong) : (right, wrong + 1);
            rest = rest[length..];
        }

        return (right, wrong);
    }

    static int FirstBeyondAscii(ReadOnlySpan<byte> bytes) => bytes.IndexOfAnyExceptInRange((byte)0, (byte)0x7F) is >= 0 and var at ? at : bytes.Length;
}

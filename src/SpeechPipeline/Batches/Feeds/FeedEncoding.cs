using System.Text;
using System.Text.Unicode;
using SpeechPipeline.Articles.Html;
using SpeechPipeline.Text;

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
        if (TextDecoding.HasMark(feed) || Utf8.IsValid(feed))
        {
            return TextDecoding.Decode(feed, charset, isMarkup: true);
        }

        var (right, invalid, isCutOff) = Utf8Text.Count(feed);
        var wrong = invalid + (isCutOff ? 1 : 0);
        if (wrong > 0 && right >= wrong * RightForEachWrong)
        {
            return Encoding.UTF8.GetString(feed);
        }

        // A server says UTF-8 of whatever it has; the feed knows better.
        var text = TextDecoding.Decode(feed, isSaidToBeUtf8 ? null : charset, isMarkup: true);
        return right == 0 && wrong > FewWrong && text.Contains('\uFFFD') ? TextDecoding.Decode(feed, charset: null, isMarkup: false) : text;
    }
}

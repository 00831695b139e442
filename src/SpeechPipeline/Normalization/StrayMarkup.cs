using System.Collections.Frozen;
using System.Net;
using System.Text.RegularExpressions;

namespace SpeechPipeline.Normalization;

/// <summary>
/// Removes markup that was escaped once too often, in any format: <c>&amp;amp;</c> and <c>&amp;#8217;</c> become
/// the characters that they stand for; HTML tags, and tags that are closed in the same text, are removed.
/// So are marks of other dialects: readings of words, names of emoji, marks of sources. "5 &lt; 6" and "a&lt;b" are not tags.
/// </summary>
static partial class StrayMarkup
{
    static readonly FrozenSet<string> Tags = new[]
    {
        "a", "abbr", "b", "big", "blockquote", "br", "center", "cite", "code", "del", "div", "em", "font", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "i", "img", "ins",
        "kbd", "li", "mark", "ol", "p", "pre", "q", "s", "samp", "small", "span", "strike", "strong", "sub", "sup", "table", "tbody", "td", "th", "thead", "tr", "tt",
        "u", "ul", "var", "wbr", "svg", "video", "track", "iframe", "section", "article", "details", "summary", "figure", "figcaption", "input", "button",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    public static string Remove(string text)
    {
        if (text.Contains('&', StringComparison.Ordinal) && Entity().IsMatch(text))
        {
            text = WebUtility.HtmlDecode(text);
        }

        if (text.Contains(':', StringComparison.Ordinal))
        {
            text = Identifier().Replace(EmojiName().Replace(MailScheme().Replace(text, ""), ""), "DOI");
        }

        if (text.Contains('《', StringComparison.Ordinal) || text.Contains('［', StringComparison.Ordinal) || text.Contains('{', StringComparison.Ordinal))
        {
            text = RubyInBraces().Replace(Ruby().Replace(AozoraNote().Replace(text, ""), "$1$2"), "$1");
        }

        if (text.Contains('【', StringComparison.Ordinal))
        {
            text = Citation().Replace(text, "");
        }

        if (!text.Contains('<', StringComparison.Ordinal))
        {
            return text;
        }

        text = EnclosedSite().Replace(Enclosed().Replace(text, "$1"), "$1");

        HashSet<string>? closed = null;
        foreach (Match match in ClosingTag().Matches(text))
        {
            (closed ??= new HashSet<string>(StringComparer.OrdinalIgnoreCase)).Add(match.Groups[1].Value);
        }

        return Tag().Replace(text, match => match.Groups[1].Value switch
        {
            var name when name.Equals("br", StringComparison.OrdinalIgnoreCase) => " ",
            var name when Tags.Contains(name) || closed?.Contains(name) == true => "",
            _ => match.Value,
        });
    }

    [GeneratedRegex(@"&(#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|amp|lt|gt|quot|apos|nbsp|[mn]dash|hellip|[lr]s?[dq]uo|[lr]dquo|rsquo|lsquo|laquo|raquo|copy|reg|trade|euro|pound|[a-zA-Z]{1,7}(acute|grave|circ|uml|tilde|cedil|ring|lig|slash));", RegexOptions.CultureInvariant)]
    private static partial Regex Entity();

    [GeneratedRegex(@"\bmailto:(?=\S)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex MailScheme();

    [GeneratedRegex(@"\bdoi:\s?10\.\d{4,9}/[^\s,;]*[\p{L}\p{N}]", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Identifier();

    // :smile:, as chats and Markdown write emoji; a name of at least three letters between spaces.
    [GeneratedRegex(@"(?<![\p{L}\p{N}:]):[a-z][a-z0-9_+-]{2,40}:(?![\p{L}\p{N}:])", RegexOptions.CultureInvariant)]
    private static partial Regex EmojiName();

    // Marks of sources from chat programs: 【3†source】.
    [GeneratedRegex(@"【\d{1,3}(:\d{1,3})?†[^】]{0,60}】", RegexOptions.CultureInvariant)]
    private static partial Regex Citation();

    // The reading of a word, as in Aozora Bunko: ｜漢字《かんじ》. The word alone is enough.
    [GeneratedRegex(@"｜([^｜《》]{1,20})《[^《》]{1,40}》|(?<=[\u3400-\u9FFF々〆ヶ])()《[\u3041-\u309F\u30A0-\u30FF・]{1,40}》", RegexOptions.CultureInvariant)]
    private static partial Regex Ruby();

    [GeneratedRegex(@"［＃[^］]{0,200}］", RegexOptions.CultureInvariant)]
    private static partial Regex AozoraNote();

    [GeneratedRegex(@"\{([\u3400-\u9FFF々〆ヶ]{1,20})\|[\u3041-\u309F\u30A0-\u30FF|]{1,40}\}", RegexOptions.CultureInvariant)]
    private static partial Regex RubyInBraces();

    [GeneratedRegex(@"<((?:https?|s?ftp|mailto):[^<>\s]{1,2000}|[^<>\s@]{1,64}@[^<>\s@]{1,200})>", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Enclosed();

    // An address that the reader of the format has already shortened.
    [GeneratedRegex(@"<((?:[a-z0-9-]{1,63}\.){1,5}[a-z]{2,24})>", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex EnclosedSite();

    [GeneratedRegex(@"</([A-Za-z][A-Za-z0-9_-]{0,30})\s{0,3}>", RegexOptions.CultureInvariant)]
    private static partial Regex ClosingTag();

    [GeneratedRegex("""</?([A-Za-z][A-Za-z0-9_-]{0,30})(?:\s{1,3}(?:[A-Za-z_:][A-Za-z0-9_:.-]{0,40}\s?=\s?(?:"[^"<>]{0,300}"|'[^'<>]{0,300}'|[^\s"'<>=]{1,300})|hidden|open|controls|disabled|checked|async|defer)){0,20}\s{0,3}/?>""", RegexOptions.CultureInvariant)]
    private static partial Regex Tag();
}

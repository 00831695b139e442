using System.Collections.Frozen;
using System.Net;
using System.Text.RegularExpressions;

namespace SpeechPipeline.Normalization;

/// <summary>
/// What is left of markup that went through one escaping too many, whatever it was read from: <c>&amp;amp;</c> and <c>&amp;#8217;</c> are
/// what they stand for, tags of HTML and tags that are closed in the same text are silent. "5 &lt; 6" and "a&lt;b" are no tags.
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

        if (!text.Contains('<', StringComparison.Ordinal))
        {
            return text;
        }

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

    [GeneratedRegex(@"</([A-Za-z][A-Za-z0-9_-]{0,30})\s{0,3}>", RegexOptions.CultureInvariant)]
    private static partial Regex ClosingTag();

    [GeneratedRegex("""</?([A-Za-z][A-Za-z0-9_-]{0,30})(?:\s{1,3}[A-Za-z_:][A-Za-z0-9_:.-]{0,40}(?:\s?=\s?(?:"[^"<>]{0,300}"|'[^'<>]{0,300}'|[^\s"'<>=]{1,300}))?){0,20}\s{0,3}/?>""", RegexOptions.CultureInvariant)]
    private static partial Regex Tag();
}

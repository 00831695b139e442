using System.Text;
using System.Text.RegularExpressions;

namespace SpeechPipeline.Articles.Text;

/// <summary>Reads the words of AsciiDoc: headings, paragraphs and named admonitions, without attributes, listings, comments and macros.</summary>
static partial class AsciiDoc
{
    public static string Plain(string content)
    {
        var text = new StringBuilder(content.Length);
        var closes = "";
        var label = "";
        foreach (var raw in content.AsSpan().EnumerateLines())
        {
            var line = raw.TrimEnd().ToString();
            if (closes.Length > 0)
            {
                closes = line == closes ? "" : closes;
                continue;
            }

            if (line is "----" or "...." or "////" or "++++" || line.StartsWith("```", StringComparison.Ordinal))
            {
                closes = line.StartsWith('`') ? "```" : line;
                continue;
            }

            if (Heading().Match(line) is { Success: true } heading)
            {
                var words = Inline(heading.Groups[1].Value);
                text.Append('\n').Append(words).Append('\n').Append('=', Math.Max(3, words.Length)).Append("\n\n");
                continue;
            }

            if (BlockLabel().Match(line) is { Success: true } block)
            {
                label = block.Groups[1].Success ? $"{block.Groups[1].ValueSpan[0]}{block.Groups[1].Value[1..].ToLowerInvariant()}: " : "";
                continue;
            }

            if (Silent().IsMatch(line))
            {
                continue;
            }

            var spoken = Inline(Admonition().Replace(line, match => $"{match.Groups[1].ValueSpan[0]}{match.Groups[1].Value[1..].ToLowerInvariant()}: "));
            text.Append(spoken.Length > 0 ? label : "").Append(spoken.TrimStart('.')).Append('\n');
            label = spoken.Length > 0 ? "" : label;
        }

        return text.ToString();
    }

    static string Inline(string line) => Reference().Replace(Macro().Replace(line, "$1"), "$1").Replace("`", "", StringComparison.Ordinal);

    [GeneratedRegex(@"^={1,6} (\S.*)$", RegexOptions.CultureInvariant)]
    private static partial Regex Heading();

    [GeneratedRegex(@"^\[(?:(NOTE|TIP|WARNING|IMPORTANT|CAUTION)|[^\]]*)\]$", RegexOptions.CultureInvariant)]
    private static partial Regex BlockLabel();

    [GeneratedRegex(@"^(:!?[\w-]+!?:.*|//.*|={4,}|\|===|\*{4,}|_{4,}|-{2}|(include|image|video|audio|toc|ifdef|ifndef|endif)::.*|<<<|'''|\+)$", RegexOptions.CultureInvariant)]
    private static partial Regex Silent();

    [GeneratedRegex(@"^(NOTE|TIP|WARNING|IMPORTANT|CAUTION): ", RegexOptions.CultureInvariant)]
    private static partial Regex Admonition();

    [GeneratedRegex(@"\b(?:link|xref|mailto|https?|kbd|btn|menu|footnote|image|icon):[^\s\[]{0,2000}\[([^\],]{0,1000})(?:,[^\]]{0,1000})?\]", RegexOptions.CultureInvariant)]
    private static partial Regex Macro();

    [GeneratedRegex(@"<<[^<>,]{0,300}(?:,(?>\s{0,300})([^<>]{0,1000}))?>>", RegexOptions.CultureInvariant)]
    private static partial Regex Reference();
}

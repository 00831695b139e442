using System.Buffers;
using System.Text;
using System.Text.RegularExpressions;

namespace SpeechPipeline.Articles.Markdown;

/// <summary>
/// Converts the Markdown of Obsidian, Hugo, Jekyll, MDX, MkDocs, pandoc and Notion to CommonMark. Syntax that only those programs
/// understand (links in brackets, shortcodes, imports, attributes, properties) becomes words or is removed. One pass over the lines; code
/// in fences is unchanged.
/// </summary>
static partial class MarkdownDialect
{
    static readonly SearchValues<char> Marks = SearchValues.Create("[{%^\\@`+#");
    static readonly SearchValues<char> TexSigns = SearchValues.Create("\\^_=+");

    public static string Plain(string content)
    {
        var text = new StringBuilder(content.Length + 64);
        var lines = content.ReplaceLineEndings("\n").Split('\n');
        var isMdx = false;
        string? fence = null;
        string? until = null;
        var closings = new Closings(lines);
        for (var i = 0; i < lines.Length; i++)
        {
            var line = lines[i];
            var trimmed = line.AsSpan().TrimStart();
            if (fence is not null)
            {
                fence = trimmed.StartsWith(fence, StringComparison.Ordinal) ? null : fence;
                text.Append(line).Append('\n');
                continue;
            }

            if (until is not null)
            {
                until = line.Contains(until, StringComparison.Ordinal) ? null : until;
                continue;
            }

            if (trimmed.StartsWith("```", StringComparison.Ordinal) || trimmed.StartsWith("~~~", StringComparison.Ordinal))
            {
                fence = trimmed[..3].ToString();
                text.Append(line).Append('\n');
                continue;
            }

            if (Opening().Match(line) is { Success: true } opening && !line.Contains(ClosingOf(opening.Value), StringComparison.Ordinal))
            {
                until = closings.Has(ClosingOf(opening.Value), i + 1) ? ClosingOf(opening.Value) : null;
                if (until is not null)
                {
                    continue;
                }
            }

            if (Import().IsMatch(line))
            {
                isMdx = true;
                while (i + 1 < lines.Length && lines[i + 1].Length > 0)
                {
                    i++;
                }

                text.Append('\n');
                continue;
            }

            if (Silent().IsMatch(trimmed.TrimEnd()))
            {
                text.Append('\n');
                continue;
            }

            if (Labelled().Match(line.TrimEnd()) is { Success: true } labelled)
            {
                i = AppendLabelled(text, lines, i, labelled);
                continue;
            }

            if (line.StartsWith("| ", StringComparison.Ordinal) && IsLineBlock(lines, i))
            {
                text.Append(line.AsSpan(2).Trim()).Append("  \n");
                continue;
            }

            text.Append(Inline(line, isMdx)).Append('\n');
        }

        return text.ToString();
    }

    // An admonition or a tab of MkDocs, a container: its title comes before its text.
    static int AppendLabelled(StringBuilder text, string[] lines, int at, Match labelled)
    {
        var isContainer = labelled.Groups["container"].Success;
        var title = (isContainer ? labelled.Groups["title"].Value.TrimEnd(':') : labelled.Groups["title"].Value).Trim(' ', '"', '{', '}');
        if (isContainer)
        {
            var isAttribute = labelled.Groups["title"].Value.StartsWith('{') || title.Length == 0;
            text.Append('\n').Append(isAttribute ? "" : title).Append("\n\n");
            return at;
        }

        var next = at + 1;
        while (next < lines.Length && lines[next].Length == 0)
        {
            next++;
        }

        text.Append('\n');
        var isFirst = true;
        for (; next < lines.Length && (lines[next].Length == 0 || lines[next].StartsWith("    ", StringComparison.Ordinal) || lines[next][0] == '\t'); next++)
        {
            var line = lines[next].Length == 0 ? "" : lines[next][0] == '\t' ? lines[next][1..] : lines[next][4..];
            text.Append(isFirst && title.Length > 0 ? $"{title}: " : "").Append(Inline(line, false)).Append('\n');
            isFirst = false;
        }

        text.Append('\n');
        return next - 1;
    }

    // Lines that begin with a bar and have no other, and no rule of a table under them: pandoc's verse.
    static bool IsLineBlock(string[] lines, int i)
    {
        var isAlone = lines[i].IndexOf('|', 1) < 0;
        var hasNeighbour = (i + 1 < lines.Length && lines[i + 1].StartsWith("| ", StringComparison.Ordinal)) || (i > 0 && lines[i - 1].StartsWith("| ", StringComparison.Ordinal));
        return isAlone && hasNeighbour && !(i + 1 < lines.Length && IsTableRule(lines[i + 1])) && !(i > 0 && IsTableRule(lines[i - 1]));
    }

    static bool IsTableRule(string line) => line.Contains("--", StringComparison.Ordinal) && line.All(c => c is '-' or '|' or ':' || char.IsWhiteSpace(c));

    static string ClosingOf(string opening) =>
        opening.Contains("{%", StringComparison.Ordinal) ? "{% endhighlight" : opening.Contains("{{", StringComparison.Ordinal) ? "/highlight" : opening.TrimStart().StartsWith("{/*", StringComparison.Ordinal) ? "*/}" : "%%";

    static string Inline(string line, bool isMdx)
    {
        if (line.AsSpan().IndexOfAny(Marks) < 0)
        {
            return line;
        }

        line = Callout().Replace(line, match => match.Groups[2].Length > 0 ? $"{match.Groups[1].Value}{match.Groups[2].Value}\n{match.Groups[1].Value.TrimEnd()}" : match.Groups[1].Value.TrimEnd());
        line = WikiLink().Replace(Embed().Replace(Comment().Replace(line, ""), ""), match =>
            match.Groups[2].Success ? match.Groups[2].Value : match.Groups[1].Value[(match.Groups[1].Value.LastIndexOf('/') + 1)..].Trim('#', '^').Replace("#", ", ", StringComparison.Ordinal));
        line = BlockId().Replace(InlineField().Replace(Query().Replace(line, ""), "$1"), "");
        line = Shortcode().Replace(Variable().Replace(line, ""), "");
        line = Keys().Replace(line, match => string.Join(' ', match.Groups[1].Value.Split('+').Select(KeyName)));
        line = Attributes().Replace(Span().Replace(line, "$1"), "");
        line = Author().Replace(Citations().Replace(line, ""), match => $"{char.ToUpperInvariant(match.Groups[1].ValueSpan[0])}{match.Groups[1].Value[1..]} ({match.Groups[2].Value})");
        line = TexCommand().Replace(Mention().Replace(line, ""), "");
        line = TexMath().Replace(line, TexOf);
        line = TagsAtEnd().Replace(line, "");
        return isMdx ? Expression().Replace(line, "") : line;
    }

    static string TexOf(Match match)
    {
        var tex = match.Groups[1].Success ? match.Groups[1].Value : match.Groups[2].Value;
        return tex.AsSpan().IndexOfAny(TexSigns) >= 0 ? $"${tex.Trim()}$" : match.Value;
    }

    static string KeyName(string key) => key.ToLowerInvariant() switch
    {
        "ctrl" => "Control",
        "cmd" => "Command",
        "esc" => "Escape",
        "del" => "Delete",
        "win" => "Windows",
        { Length: > 0 } name => char.ToUpperInvariant(name[0]) + name[1..],
        _ => "",
    };

    [GeneratedRegex(@"^\s*(\{% highlight\b|\{\{[<%] highlight\b|%%|\{/\*)", RegexOptions.CultureInvariant)]
    private static partial Regex Opening();

    [GeneratedRegex(@"^(import\s+([\w*{][^;]{0,200}\s+from\s+)?['""][^'""]+['""];?\s*$|import\s*\{\s*$|export\s+(const|let|var|default|function|async|class|\{|\*)\b?.*)", RegexOptions.CultureInvariant)]
    private static partial Regex Import();

    // Fields of Dataview, tags and abbreviations by themselves, a contents list of kramdown, page breaks of TeX.
    [GeneratedRegex(
        @"^([A-Za-z][\w -]{0,40}::(\s.*)?|(#[\p{L}][\w/-]*\s*)+|\*\[[^\]]{1,40}\]:.*|[*-] (TOC|toc)|\{:?[^{}]{0,200}\}|\\(newpage|pagebreak|clearpage|tableofcontents|maketitle)\b.*|\[TOC\]|\[\[_?TOC_?\]\]|\[\[toc\]\]|%%.*%%|\{[%{][^{}]{0,300}[%}]\})$",
        RegexOptions.CultureInvariant)]
    private static partial Regex Silent();

    [GeneratedRegex(@"^((?:!!!|\?\?\?\+?) ?[\w-]+(?:\s+(?<title>"".*""))?|===[!+]? (?<title>"".*"")|(?<container>:{3,})(?>\s*[\w-]*\s*)(?<title>.*))$", RegexOptions.CultureInvariant)]
    private static partial Regex Labelled();

    [GeneratedRegex(@"^((?:\s*>)+\s*)\[!\w[\w|-]*\][+-]?[ \t]*(.*)$", RegexOptions.CultureInvariant)]
    private static partial Regex Callout();

    [GeneratedRegex(@"%%[^%]{0,500}%%|\{/\*[^*]{0,500}\*/\}", RegexOptions.CultureInvariant)]
    private static partial Regex Comment();

    [GeneratedRegex(@"!\[\[[^\[\]]{1,300}\]\]", RegexOptions.CultureInvariant)]
    private static partial Regex Embed();

    [GeneratedRegex(@"\[\[([^\[\]|]{1,300})(?:\|([^\[\]]{1,300}))?\]\]", RegexOptions.CultureInvariant)]
    private static partial Regex WikiLink();

    [GeneratedRegex(@"\s\^[A-Za-z0-9][A-Za-z0-9-]{0,40}\s*$", RegexOptions.CultureInvariant)]
    private static partial Regex BlockId();

    [GeneratedRegex(@"[\[(][A-Za-z][\w -]{0,40}:: ?([^\[\]()]{0,200})[\])]", RegexOptions.CultureInvariant)]
    private static partial Regex InlineField();

    [GeneratedRegex(@"`\$?= [^`]{1,200}`", RegexOptions.CultureInvariant)]
    private static partial Regex Query();

    [GeneratedRegex(@"\{\{[<%][^{}]{0,400}[>%]\}\}|\{%[^{}]{0,400}%\}", RegexOptions.CultureInvariant)]
    private static partial Regex Shortcode();

    [GeneratedRegex(@" ?\{\{(?![<%])[^{}]{0,200}\}\}", RegexOptions.CultureInvariant)]
    private static partial Regex Variable();

    [GeneratedRegex(@"\+\+([a-z0-9]{1,12}(?:\+[a-z0-9]{1,12}){0,4})\+\+", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Keys();

    [GeneratedRegex(@"\s?\{(?:[#.:][^{}\n]{0,200}|[a-z-]{1,20}=[^{}\n]{0,200})\}", RegexOptions.CultureInvariant)]
    private static partial Regex Attributes();

    [GeneratedRegex(@"(?<!!)\[([^\[\]]{1,300})\]\{[#.:][^{}]{0,200}\}", RegexOptions.CultureInvariant)]
    private static partial Regex Span();

    [GeneratedRegex(@"\s?\((?:see|cf\.|e\.g\.)?,?\s*\[-?@[^\[\]]{1,300}\]\)|\s?\[-?@[^\[\]]{1,300}\]", RegexOptions.CultureInvariant)]
    private static partial Regex Citations();

    [GeneratedRegex(@"(?<![\w@])@([a-z]{2,30})_?((?:1[5-9]|20)\d\d)[a-z]?\b", RegexOptions.CultureInvariant)]
    private static partial Regex Author();

    // A date of Notion.
    [GeneratedRegex(@"(?<![\w@])@(?=(January|February|March|April|May|June|July|August|September|October|November|December|Today|Tomorrow|Yesterday) ?\d{0,2}\b)", RegexOptions.CultureInvariant)]
    private static partial Regex Mention();

    [GeneratedRegex(@"\s?\\(cite[pt]?|ref|eqref|autoref|label|index|vspace|hspace)\*?(\[[^\]]{0,100}\])?\{[^{}]{0,200}\}", RegexOptions.CultureInvariant)]
    private static partial Regex TexCommand();

    // \[Update\] is not a formula, which needs a mathematical sign.
    [GeneratedRegex(@"(?<!\\)\\\(((?:[^\\]|\\\\|\\(?![()\\])){1,500})\\\)|(?<!\\)\\\[((?:[^\\]|\\\\|\\(?![\[\]\\])){1,500})\\\]", RegexOptions.CultureInvariant)]
    private static partial Regex TexMath();

    // Tags of a note at the end of its line: several, or one with its place among others. From there on, so that each line is looked at once.
    [GeneratedRegex(@"(?:\s+#\p{L}[\w/-]*){2,}\s*$|\s+#\p{L}[\w-]*/[\w/-]+\s*$", RegexOptions.CultureInvariant | RegexOptions.RightToLeft)]
    private static partial Regex TagsAtEnd();

    [GeneratedRegex(@"\s?\{[^{}\n]{1,200}\}", RegexOptions.CultureInvariant)]
    private static partial Regex Expression();

    /// <summary>Finds closing marks. No line is searched twice for the same mark.</summary>
    sealed class Closings(string[] lines)
    {
        const int MostLines = 2_000;

        readonly Dictionary<string, int> _without = new(StringComparer.Ordinal);

        /// <summary>Whether one of the following lines has the mark.</summary>
        public bool Has(string mark, int from)
        {
            var (next, end) = (Math.Max(from, _without.GetValueOrDefault(mark)), Math.Min(lines.Length, from + MostLines));
            while (next < end && !lines[next].Contains(mark, StringComparison.Ordinal))
            {
                next++;
            }

            _without[mark] = next;
            return next < end;
        }
    }
}

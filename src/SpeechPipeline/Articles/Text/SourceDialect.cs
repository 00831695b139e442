using System.Text;
using System.Text.RegularExpressions;

namespace SpeechPipeline.Articles.Text;

/// <summary>
/// Recognizes other markup in text files: reStructuredText, AsciiDoc, subtitles, text that is still
/// escaped as in JSON. The result is plain text with underlined headings.
/// </summary>
static partial class SourceDialect
{
    // The beginning of a document is enough to recognize its markup.
    const int Looked = 20_000;

    public static string Plain(string content)
    {
        var head = content.Length > Looked ? content[..Looked] : content;
        return Subtitles().IsMatch(head) ? WithoutTimes(content)
            : Directive().IsMatch(head) ? RestructuredText.Plain(content)
            : AsciiDocMark().Count(head) >= 2 ? AsciiDoc.Plain(content)
            : EscapedLines().IsMatch(head) && !content.AsSpan().Trim().Contains('\n') ? Unescape(content)
            : content;
    }

    // The words of each subtitle, without its number, its times and descriptions of sounds.
    static string WithoutTimes(string content)
    {
        var text = new StringBuilder(content.Length);
        foreach (var line in content.AsSpan().EnumerateLines())
        {
            var words = line.Trim();
            var isWords = !words.IsEmpty && words.ContainsAnyExceptInRange('0', '9') && !Subtitles().IsMatch(words) && !Sound().IsMatch(words)
                && !words.StartsWith("WEBVTT", StringComparison.Ordinal) && !words.StartsWith("NOTE", StringComparison.Ordinal) && !words.StartsWith("STYLE", StringComparison.Ordinal);
            if (isWords)
            {
                text.Append(words).Append('\n');
            }
        }

        return text.ToString();
    }

    static string Unescape(string content) => Escape().Replace(content, match => match.Value[1] switch
    {
        'n' or 'r' => "\n",
        't' => " ",
        'u' => ((char)Convert.ToUInt16(match.Value[2..], 16)).ToString(),
        var c => c.ToString(),
    });

    [GeneratedRegex(@"^[ \t]*(\d{1,2}:)?\d{2}:\d{2}[,.]\d{3} --> (\d{1,2}:)?\d{2}:\d{2}[,.]\d{3}", RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex Subtitles();

    [GeneratedRegex(@"^([*\[(♪].*[*\])♪]|♪.*)$", RegexOptions.CultureInvariant)]
    private static partial Regex Sound();

    [GeneratedRegex(@"^\.\. [a-z][a-z-]+::|:[a-z][a-z:]{1,12}:`[^`\n]+`", RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex Directive();

    [GeneratedRegex(@"^(={1,5} \S.*|:[a-z][a-z-]*:.*|\[(source|NOTE|TIP|WARNING|IMPORTANT|CAUTION|quote)[\],]?.*|-{4}|={4}|\.{4}|include::.*|image::.*)\r?$|\b(link|xref):\S+\[", RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex AsciiDocMark();

    // A single one may be part of a Windows path.
    [GeneratedRegex(@"\\n\s?\\n|\\""|\\n.*\\n", RegexOptions.CultureInvariant)]
    private static partial Regex EscapedLines();

    [GeneratedRegex(@"\\(u[0-9a-fA-F]{4}|[nrt""\\/])", RegexOptions.CultureInvariant)]
    private static partial Regex Escape();
}

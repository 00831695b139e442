using System.Runtime.CompilerServices;
using System.Text;
using Markdig.Extensions.Abbreviations;
using Markdig.Extensions.Footnotes;
using Markdig.Extensions.Mathematics;
using Markdig.Extensions.TaskLists;
using Markdig.Syntax.Inlines;
using SpeechPipeline.Articles.Formulas;
using SpeechPipeline.Text;

namespace SpeechPipeline.Articles.Markdown;

/// <summary>The words of a line of Markdown as they are read aloud.</summary>
static class MarkdownText
{
    const string BackToTop = "top";

    // The text between such tags is not spoken: readings of words, struck-out text, scripts and buttons.
    static readonly string[] SilentTags = ["rt", "rp", "rtc", "del", "s", "strike", "script", "style", "button", "svg"];

    public static string Of(ContainerInline? inlines)
    {
        var text = new StringBuilder();
        AppendAll(inlines, text);
        return LineEnds.Spoken(WebAddress.Shorten(text.ToString()));
    }

    static void AppendAll(ContainerInline? inlines, StringBuilder text)
    {
        // The parser does not bound the nesting of unclosed brackets.
        if (!RuntimeHelpers.TryEnsureSufficientExecutionStack())
        {
            throw new UnreadableArticleException("The Markdown nests its brackets or emphasis too deeply to be read.");
        }

        string? silent = null;
        (string Tag, int Start)? raised = null;
        for (var inline = inlines?.FirstChild; inline is not null; inline = inline.NextSibling)
        {
            if (inline is HtmlInline html)
            {
                var tag = TagOf(html.Tag);
                silent = silent is null ? Array.Find(SilentTags, name => name == tag) : tag == "/" + silent ? null : silent;
                if (tag is "sup" or "sub")
                {
                    raised = (tag, text.Length);
                }
                else if (raised is { } open && tag == "/" + open.Tag)
                {
                    Raise(text, open.Start, open.Tag == "sup");
                    raised = null;
                }
            }

            if (silent is null)
            {
                Append(inline, text);
            }
        }
    }

    static void Append(Inline inline, StringBuilder text)
    {
        switch (inline)
        {
            case LiteralInline literal:
                text.Append(literal.Content.AsSpan());
                break;
            case CodeInline code:
                text.Append(code.ContentSpan);
                break;
            case MathInline math:
                AppendMath(math, text);
                break;
            case HtmlEntityInline entity:
                text.Append(entity.Transcoded.AsSpan());
                break;
            case AutolinkInline link:
                text.Append(link.Url);
                break;
            case AbbreviationInline abbreviation:
                text.Append(abbreviation.Abbreviation.Label);
                break;
            case LineBreakInline lineBreak:
                text.Append(lineBreak.IsHard ? LineEnds.Mark : '\n');
                break;
            case HtmlInline { Tag: ['<', 'b' or 'B', 'r' or 'R', ' ' or '/' or '>', ..] }:
                text.Append(LineEnds.Mark);
                break;
            case LinkInline { IsImage: true }:
            case FootnoteLink or TaskList or HtmlInline:
            // Struck out: ~~so~~. A single tilde is a subscript.
            case EmphasisInline { DelimiterChar: '~', DelimiterCount: 2 }:
                break;
            case LinkInline { Url: ['#', ..] } link when LeadsBack(Of(link)):
                break;
            case EmphasisInline { DelimiterChar: '^' or '~', DelimiterCount: 1 } emphasis:
                var start = text.Length;
                AppendAll(emphasis, text);
                Raise(text, start, emphasis.DelimiterChar == '^');
                break;
            case ContainerInline container:
                AppendAll(container, text);
                break;
        }
    }

    // "$5 or $6" is not a formula: it has words in it.
    static void AppendMath(MathInline math, StringBuilder text)
    {
        var tex = math.Content.ToString();
        if (tex.Length > 0 && char.IsDigit(tex[0]) && tex.Split(' ').Any(word => word.Length > 2 && word.All(char.IsLetter)))
        {
            text.Append('$').Append(tex).Append('$');
            return;
        }

        text.Append(TexFormula.Read(tex));
    }

    static void Raise(StringBuilder text, int start, bool isAbove)
    {
        if (start >= text.Length)
        {
            return;
        }

        var words = text.ToString(start, text.Length - start);
        text.Length = start;
        var before = start > 0 ? text[start - 1] : ' ';
        text.Append(isAbove ? RaisedText.Above(words, before) : RaisedText.Below(words, before));
    }

    static string TagOf(string tag)
    {
        var end = 1;
        while (end < tag.Length && (char.IsAsciiLetterOrDigit(tag[end]) || (end == 1 && tag[end] == '/')))
        {
            end++;
        }

        return tag[1..end].ToLowerInvariant();
    }

    static bool LeadsBack(string words) => words.Contains(BackToTop, StringComparison.OrdinalIgnoreCase) && AsideLine.Is(SpokenText.Normalize(words));
}

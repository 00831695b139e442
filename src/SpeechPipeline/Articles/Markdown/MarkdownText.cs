using System.Text;
using Markdig.Extensions.Footnotes;
using Markdig.Extensions.TaskLists;
using Markdig.Syntax.Inlines;

namespace SpeechPipeline.Articles.Markdown;

/// <summary>The words of a line of Markdown as they are read aloud.</summary>
static class MarkdownText
{
    public static string Of(ContainerInline? inlines)
    {
        var text = new StringBuilder();
        AppendAll(inlines, text);
        return WebAddress.Shorten(text.ToString());
    }

    static void AppendAll(ContainerInline? inlines, StringBuilder text)
    {
        for (var inline = inlines?.FirstChild; inline is not null; inline = inline.NextSibling)
        {
            Append(inline, text);
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
            case HtmlEntityInline entity:
                text.Append(entity.Transcoded.AsSpan());
                break;
            case AutolinkInline link:
                text.Append(link.Url);
                break;
            case LineBreakInline:
            case HtmlInline { Tag: ['<', 'b' or 'B', 'r' or 'R', ..] }:
                text.Append('\n');
                break;
            case LinkInline { IsImage: true }:
            case FootnoteLink or TaskList or HtmlInline:
            // Struck out: ~~so~~. A single tilde is a subscript.
            case EmphasisInline { DelimiterChar: '~', DelimiterCount: 2 }:
                break;
            case ContainerInline container:
                AppendAll(container, text);
                break;
        }
    }
}

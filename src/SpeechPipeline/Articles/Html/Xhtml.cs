using System.Buffers;
using System.Text;

namespace SpeechPipeline.Articles.Html;

/// <summary>
/// Rewrites XHTML so that an HTML parser reads it like XML: <c>&lt;a id="p1"/&gt;</c> is empty, CDATA is text, a document
/// type with its entities is removed. So a book with <c>&amp;nbsp;</c> or a missing bracket is still read, and none of its own
/// entities is expanded. One pass, linear.
/// </summary>
static class Xhtml
{
    static readonly SearchValues<char> EndsOfName = SearchValues.Create(" \t\r\n/>");

    const string VoidElements = " area base br col embed hr img input link meta param source track wbr ";

    public static string ToHtml(string xhtml)
    {
        var html = new StringBuilder(xhtml.Length + 256);
        for (var at = 0; at < xhtml.Length;)
        {
            var open = xhtml.IndexOf('<', at);
            if (open < 0)
            {
                return html.Append(xhtml, at, xhtml.Length - at).ToString();
            }

            html.Append(xhtml, at, open - at);
            at = AppendMarkup(xhtml, open, html);
        }

        return html.ToString();
    }

    // Returns where the markup ends.
    static int AppendMarkup(string xhtml, int open, StringBuilder html)
    {
        var rest = xhtml.AsSpan(open);
        if (rest.StartsWith("<!--", StringComparison.Ordinal))
        {
            return EndOf(xhtml, open + 4, "-->");
        }

        if (rest.StartsWith("<?", StringComparison.Ordinal))
        {
            return EndOf(xhtml, open + 2, "?>");
        }

        if (rest.StartsWith("<![CDATA[", StringComparison.Ordinal))
        {
            var end = EndOf(xhtml, open + 9, "]]>");
            foreach (var c in xhtml.AsSpan(open + 9, Math.Max(0, end - open - 12)))
            {
                _ = c switch { '<' => html.Append("&lt;"), '&' => html.Append("&amp;"), _ => html.Append(c) };
            }

            return end;
        }

        if (rest.StartsWith("<!", StringComparison.Ordinal))
        {
            return EndOfDocumentType(xhtml, open + 2);
        }

        var close = EndOfTag(xhtml, open + 1);
        if (rest.Length > 1 && char.IsAsciiLetter(rest[1]) && close - 2 > open && xhtml[close - 2] == '/' && xhtml[close - 1] == '>')
        {
            var name = NameOf(rest[1..]);
            html.Append(xhtml, open, close - 2 - open).Append('>');
            if (!VoidElements.Contains($" {name} ", StringComparison.OrdinalIgnoreCase))
            {
                html.Append("</").Append(name).Append('>');
            }
        }
        else
        {
            html.Append(xhtml, open, close - open);
        }

        return close;
    }

    static int EndOf(string text, int from, string mark)
    {
        var found = from < text.Length ? text.IndexOf(mark, from, StringComparison.Ordinal) : -1;
        return found < 0 ? text.Length : found + mark.Length;
    }

    static int EndOfTag(string text, int from)
    {
        var quote = '\0';
        for (var i = from; i < text.Length; i++)
        {
            if (quote != '\0')
            {
                quote = text[i] == quote ? '\0' : quote;
            }
            else if (text[i] is '"' or '\'')
            {
                quote = text[i];
            }
            else if (text[i] == '>')
            {
                return i + 1;
            }
            // XML does not allow this inside a tag, so it was not a tag.
            else if (text[i] == '<')
            {
                return i;
            }
        }

        return text.Length;
    }

    static int EndOfDocumentType(string text, int from)
    {
        var (depth, quote) = (0, '\0');
        for (var i = from; i < text.Length; i++)
        {
            if (quote != '\0')
            {
                quote = text[i] == quote ? '\0' : quote;
            }
            else if (text[i] is '"' or '\'')
            {
                quote = text[i];
            }
            else if (text[i] == '[')
            {
                depth++;
            }
            else if (text[i] == ']')
            {
                depth--;
            }
            else if (text[i] == '>' && depth <= 0)
            {
                return i + 1;
            }
        }

        return text.Length;
    }

    static ReadOnlySpan<char> NameOf(ReadOnlySpan<char> tag)
    {
        var end = tag.IndexOfAny(EndsOfName);
        return end < 0 ? tag : tag[..end];
    }
}

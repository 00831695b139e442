using System.Globalization;
using System.Text;
using AngleSharp.Html;

namespace SpeechPipeline.Batches.Feeds;

/// <summary>
/// Writes the characters of a feed as XML has them. What XML has no place for is read as a browser reads it: <c>&amp;nbsp;</c> and
/// the other names of HTML are their characters, a bare <c>&amp;</c> is one, an unknown name stays as it is written (what a document type
/// declares is never expanded), and control characters are left out.
/// </summary>
static class FeedCharacters
{
    // The longest name of HTML has 31 letters; the longest number that means anything has 10.
    const int LongestReference = 40;

    // What 0x80 to 0x9F are in windows-1252 (HTML, section 13.2.5.80); 0: nothing.
    const string Western = "€\0‚ƒ„…†‡ˆ‰Š‹Œ\0Ž\0\0‘’“”•–—˜™š›œ\0žŸ";

    /// <summary>Appends text in which references stand for characters.</summary>
    public static void AppendMended(StringBuilder to, ReadOnlySpan<char> text)
    {
        for (var at = 0; at < text.Length;)
        {
            var next = text[at..].IndexOf('&');
            if (next < 0)
            {
                AppendPlain(to, text[at..]);
                return;
            }

            AppendPlain(to, text.Slice(at, next));
            at += next;
            at += AppendReference(to, text[at..]);
        }
    }

    /// <summary>Appends text in which every character stands for itself.</summary>
    public static void AppendPlain(StringBuilder to, ReadOnlySpan<char> text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
            {
                to.Append(text[i]).Append(text[++i]);
            }
            else
            {
                AppendCharacter(to, text[i]);
            }
        }
    }

    /// <summary>The text that is meant, with nothing in it that JSON or XML could not say.</summary>
    public static string Mended(string text)
    {
        var written = new StringBuilder(text.Length);
        AppendMended(written, text);
        return System.Net.WebUtility.HtmlDecode(written.ToString());
    }

    /// <summary>The text, without what neither XML nor a listener has a use for.</summary>
    public static string Clean(string text)
    {
        var written = new StringBuilder(text.Length);
        AppendPlain(written, text);
        return System.Net.WebUtility.HtmlDecode(written.ToString());
    }

    static void AppendCharacter(StringBuilder to, char c)
    {
        switch (c)
        {
            case '<':
                to.Append("&lt;");
                break;
            case '>':
                to.Append("&gt;");
                break;
            case '&':
                to.Append("&amp;");
                break;
            case '"':
                to.Append("&quot;");
                break;
            case '\t' or '\n' or '\r':
                to.Append(c);
                break;
            case '\v' or '\f':
                to.Append(' ');
                break;
            case < ' ' or '\u007F' or '\uFFFE' or '\uFFFF':
                break;
            case >= '\u0080' and <= '\u009F':
                AppendWestern(to, c);
                break;
            default:
                if (!char.IsSurrogate(c))
                {
                    to.Append(c);
                }

                break;
        }
    }

    static void AppendWestern(StringBuilder to, int code)
    {
        if (Western[code - 0x80] is not '\0' and var meant)
        {
            to.Append(meant);
        }
        else if (code == 0x85)
        {
            to.Append(' ');
        }
    }

    /// <returns>How much of the text the reference is.</returns>
    static int AppendReference(StringBuilder to, ReadOnlySpan<char> text)
    {
        var length = text[..Math.Min(text.Length, LongestReference)].IndexOf(';') + 1;
        if (length < 3)
        {
            to.Append("&amp;");
            return 1;
        }

        var name = text[1..(length - 1)];
        if (name[0] == '#')
        {
            if (CodeOf(name[1..]) is { } code)
            {
                AppendCode(to, code);
                return length;
            }
        }
        else if (HtmlEntityProvider.Resolver.GetSymbol($"{name};") is { Length: > 0 } symbol)
        {
            AppendPlain(to, symbol);
            return length;
        }

        to.Append("&amp;");
        return 1;
    }

    static long? CodeOf(ReadOnlySpan<char> digits)
    {
        var isHex = digits.Length > 1 && digits[0] is 'x' or 'X';
        return long.TryParse(isHex ? digits[1..] : digits, isHex ? NumberStyles.AllowHexSpecifier : NumberStyles.None, CultureInfo.InvariantCulture, out var code) ? code : null;
    }

    static void AppendCode(StringBuilder to, long code)
    {
        if (code <= char.MaxValue)
        {
            AppendCharacter(to, (char)code);
        }
        else if (Rune.IsValid((int)Math.Min(code, int.MaxValue)))
        {
            to.Append(new Rune((int)code));
        }
    }
}

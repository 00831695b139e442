using System.Text.RegularExpressions;

namespace SpeechPipeline.Articles.Text;

/// <summary>Recognizes traces of the printed page in plain text: page numbers, tables of contents, marks for italics and notes.</summary>
static partial class PrintedPage
{
    const int MostDigits = 4;
    const int FewestDots = 4;
    const int LongestEntry = 101;

    /// <summary>Whether it is an entry of a table of contents, with dots up to its page number, or the foot of a page.</summary>
    public static bool IsFurniture(string line) =>
        LeaderIn(line) >= 0 || IsFoot(line) || line.Equals("Table of Contents", StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether the line is the foot of a page: "de Jong   [Page 4]".</summary>
    public static bool IsFoot(string line) => line.EndsWith(']') && Foot().IsMatch(line);

    /// <summary>Whether the line is "4. Requests", which as a heading begins a chapter; "4.1. Caching" does not.</summary>
    public static bool IsNumberedHeading(string heading) => NumberedHeading().IsMatch(heading);

    /// <summary>The title in an entry of a table of contents; null if the line is not an entry.</summary>
    public static string? TitleInContents(string line) =>
        LeaderIn(line) is > 0 and var leader && line[..leader].TrimEnd() is { Length: > 0 and <= LongestEntry } title && !char.IsWhiteSpace(title[0]) ? title : null;

    public static bool IsHeadOfContents(string line) => line.Length <= 40 && ContentsHead().IsMatch(line);

    /// <summary>"* Header *": emphasis on its own line, not a list item.</summary>
    public static bool IsEmphasis(string line) => line.Length > 4 && line[0] == '*' && line[^1] == '*' && line[1] != '*';

    /// <summary>The words without <c>_marks for italics_</c> and <c>*for bold*</c>, references to notes, numbers of pages and places for pictures.</summary>
    public static string WithoutMarks(string text)
    {
        if (text.AsSpan().IndexOfAny("_[*{") < 0)
        {
            return text;
        }

        return Note().Replace(Picture().Replace(Strong().Replace(EdgeOfItalics().Replace(Italics().Replace(text, "$1"), ""), "$1"), ""), "");
    }

    // The start of the dots before a page number at the line's end, with or without spaces between them; -1 if there are none.
    static int LeaderIn(string line)
    {
        var number = line.AsSpan().TrimEnd("0123456789").Length;
        if (line.Length - number is 0 or > MostDigits)
        {
            return -1;
        }

        var (start, dots) = (line.AsSpan(0, number).TrimEnd().Length, 0);
        while (start > 0 && (line[start - 1] == '.' || (dots > 0 && start > 1 && line[start - 1] == ' ' && line[start - 2] == '.')))
        {
            start -= line[start - 1] == '.' ? 1 : 2;
            dots++;
        }

        return dots >= FewestDots ? start : -1;
    }

    [GeneratedRegex(@"^(table of )?(contents|inhalt|inhaltsverzeichnis|table des matières|sommaire|índice|contenido|sumário|indice|sommario|inhoud|inhoudsopgave|содержание|оглавление|目次|目录)[.:]?$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex ContentsHead();

    [GeneratedRegex(@"\[Page \d{1,4}\]$", RegexOptions.CultureInvariant)]
    private static partial Regex Foot();

    [GeneratedRegex(@"^\d{1,3}\.?\s+\S", RegexOptions.CultureInvariant)]
    private static partial Regex NumberedHeading();

    [GeneratedRegex(@"(?<![\p{L}\p{N}_])_([^_]{1,2000})_(?![\p{L}\p{N}_])", RegexOptions.CultureInvariant)]
    private static partial Regex Italics();

    // Italics that go over several paragraphs, or from a word that is not meant to the next that is: "advertised in_ The News".
    [GeneratedRegex(@"(?<![\p{L}\p{N}_])_(?=\p{L})|(?<=[\p{L}.,;:!?])_(?![\p{L}\p{N}_\\])", RegexOptions.CultureInvariant)]
    private static partial Regex EdgeOfItalics();

    [GeneratedRegex(@"(?<![\p{L}\p{N}*])\*{1,2} ?([^*\s](?:[^*]{0,2000}[^*\s])?) ?\*{1,2}(?![\p{L}\p{N}*])", RegexOptions.CultureInvariant)]
    private static partial Regex Strong();

    [GeneratedRegex(@"\[(Illustration|Sidenote|Music|Decoration)(:[^\]]*)?\]|\[(Pg|Page|p\.) ?(\d{1,4}|[ivxlc]{1,7})\] ?|\{(Pg |p\. ?)?(\d{1,4}|[ivxlc]{1,7})\} ?|【\d{1,3}†[^】]{0,40}】", RegexOptions.CultureInvariant)]
    private static partial Regex Picture();

    [GeneratedRegex(@"(?<=[\p{L}\p{P}])\[(\d{1,3}|\*|[A-Z]{1,2})\](?!\()", RegexOptions.CultureInvariant)]
    private static partial Regex Note();
}

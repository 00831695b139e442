using System.Text.RegularExpressions;
using AngleSharp.Dom;
using SpeechPipeline.Text;

namespace SpeechPipeline.Articles.Html;

/// <summary>
/// Marks that lead from the text to its notes, and page numbers in the middle of a sentence. A class alone is not enough, since sites
/// name ordinary links "reference" too: a number, a sign or a link to a note must come with it.
/// </summary>
static partial class ReferenceMark
{
    const int Longest = 12;
    const int LongestInBrackets = 60;

    // With the white space around it.
    const int LongestMarkup = 200;

    // [1], a raised 1 or * that links within the document, "[edit]" and "[citation needed]" of wikis, a ¶ that links to its own heading.
    public static bool Is(IElement element)
    {
        var isMarked = element.ClassName is { } classes && MarkClass().IsMatch(classes);
        if (!(element.LocalName is "sup" or "a" || (isMarked && element.LocalName == "span"))
            || ShortText.Of(element, LongestMarkup).AsSpan().Trim() is not { IsEmpty: false } text || text.Length > LongestInBrackets)
        {
            return false;
        }

        if (isMarked && (InBrackets().IsMatch(text) || RaisedMark().IsMatch(text)))
        {
            return true;
        }

        if (element.LocalName == "span" || text.Length > Longest)
        {
            return false;
        }

        var link = element.LocalName == "a" ? element : element.QuerySelector("a[href]");
        var isInternal = link?.GetAttribute("href")?.Contains('#', StringComparison.Ordinal) == true;
        if (isInternal && !SpokenText.HasSpeech(text) && !text.ContainsAny("*†‡"))
        {
            return true;
        }

        var isRaised = element.LocalName == "sup" || element.QuerySelector("sup") is not null;
        return BracketedMark().IsMatch(text) ? isRaised || isInternal : isRaised && isInternal && RaisedMark().IsMatch(text);
    }

    /// <summary>Whether the element is a link to a note directly after a word: "later4".</summary>
    public static bool IsBehindWord(IElement link, char before) =>
        !char.IsWhiteSpace(before) && link.GetAttribute("href")?.Contains('#', StringComparison.Ordinal) == true
        && ShortText.Of(link, LongestMarkup).AsSpan().Trim() is { IsEmpty: false } text && text.Length <= Longest && RaisedMark().IsMatch(text);

    /// <summary>Whether a paragraph is a note: it begins with a link back to the mark that led to it.</summary>
    public static bool BeginsNote(IElement element)
    {
        var nodes = element.ChildNodes;
        var first = 0;
        while (first < nodes.Length && nodes[first] is IText { Data: var blank } && string.IsNullOrWhiteSpace(blank))
        {
            first++;
        }

        if (first >= nodes.Length || nodes[first] is not IElement begin)
        {
            return false;
        }

        if (begin.LocalName is "p" or "sup" or "span" or "b" or "strong")
        {
            return BeginsNote(begin);
        }

        return begin.LocalName == "a" && begin.GetAttribute("href") is { } href && href.IndexOf('#', StringComparison.Ordinal) is >= 0 and var hash
            && href[(hash + 1)..] is { Length: > 0 } fragment && fragment != begin.Id && fragment != element.Id && fragment != begin.GetAttribute("name")
            && ShortText.Of(begin, LongestMarkup).AsSpan().Trim() is { IsEmpty: false } text && text.Length <= Longest && (RaisedMark().IsMatch(text) || BracketedMark().IsMatch(text) || text is "↑" or "↩" or "^");
    }

    /// <summary>The number of a printed page: by its class or its name, and by being nothing but a number.</summary>
    public static bool IsPageNumber(IElement element) =>
        element.LocalName is "span" or "a" or "p" or "div" or "sup" or "small" or "b" or "i"
        && ((element.ClassName is { } classes && PageClass().IsMatch(classes)) || (element.Id is { } id && PageId().IsMatch(id) && !element.HasAttribute("href")))
        && ShortText.Of(element, most: 24) is { } text && PageText().IsMatch(text);

    /// <summary>"[Pg 13]", however it is marked.</summary>
    public static bool IsPrintedPage(ReadOnlySpan<char> text) => PrintedPage().IsMatch(text);

    [GeneratedRegex(@"(^|\s)(reference|(foot)?note-?ref\w*|noteref|footnote|fn|fnref|cite-?ref|mw-editsection|mw-cite-backlink|noprint|Inline-Template)(\s|$)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex MarkClass();

    [GeneratedRegex(@"^\[[^\[\]]{1,58}\]$", RegexOptions.CultureInvariant)]
    private static partial Regex InBrackets();

    [GeneratedRegex(@"^\[(\d{1,4}|[a-z]{1,2}|[ivxl]+|note \d+|\*+|†|‡)\]$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex BracketedMark();

    [GeneratedRegex(@"^(\(?\d{1,4}|[a-z]|[ivxl]+|\*+|†|‡|§|¶)[).]?$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex RaisedMark();

    [GeneratedRegex(@"(^|[\s_-])(page-?_?num(ber)?s?|page-?no|pagenum|page-?break|pb|pgnum|pageno|folio|x-ebookmaker-pageno)(\s|$)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex PageClass();

    [GeneratedRegex(@"^(page|pg|p|pb)[_.-]?(\d{1,5}|[ivxlcdm]{1,8})$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex PageId();

    [GeneratedRegex(@"^\s*[\[({|]?\s*((pg|page|p|seite|s|стр)\.?\s*)?(\d{1,5}|[ivxlcdm]{1,8})\s*[\])}|]?\s*$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex PageText();

    [GeneratedRegex(@"^\s*[\[{](pg|page|p)\.?\s*(\d{1,5}|[ivxlcdm]{1,8})[\]}]\s*$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex PrintedPage();
}

using System.Buffers;
using System.Text.RegularExpressions;

namespace SpeechPipeline.Articles.Html;

/// <summary>Lists of sources and links at the end of a page, which are not spoken.</summary>
static partial class BackMatter
{
    const int ShortestSentence = 32;
    const string Transcriber = "Transcriber";

    static readonly SearchValues<char> Stops = SearchValues.Create(".!?…。！？");

    // Headings of such lists in encyclopedias and journals, in the languages of the largest of them.
    static readonly HashSet<string> Titles = new(StringComparer.OrdinalIgnoreCase)
    {
        "See also", "External links", "Further reading", "Notes and references", "Footnotes", "Citations",
        "Siehe auch", "Einzelnachweise", "Weblinks", "Fußnoten",
        "Voir aussi", "Notes et références", "Liens externes", "Articles connexes",
        "Véase también", "Enlaces externos",
        "Ver também", "Ligações externas",
        "Voci correlate", "Collegamenti esterni", "Zie ook", "Externe links",
        "См. также", "Примечания", "Ссылки", "関連項目", "脚注", "外部リンク", "参见", "外部链接",
    };

    // Ordinary chapters have these headings too: they are left out only if they are lists.
    static readonly HashSet<string> WordTitles = new(StringComparer.OrdinalIgnoreCase)
    {
        "References", "Notes", "Sources", "Bibliography", "Literatur", "Anmerkungen", "Quellen", "Références", "Bibliographie", "Referencias", "Bibliografía", "Notas",
        "Referências", "Bibliografia", "Note", "Bronnen", "Литература", "参考文献", "参考资料",
    };

    static readonly HashSet<string> Notes = new(StringComparer.OrdinalIgnoreCase)
    {
        "Footnotes", "Notes", "Endnotes", "Fußnoten", "Anmerkungen", "Notes de bas de page", "Notas", "Note", "Voetnoten", "Примечания", "脚注", "注释",
    };

    /// <summary>Whether a chapter of that name holds a book's notes.</summary>
    public static bool IsNotes(string? title) => title is not null && Notes.Contains(title);

    /// <summary>Removes such chapters from the end; one before which the article has no text is kept.</summary>
    public static List<Chapter> Without(List<Chapter> chapters)
    {
        var kept = chapters.Count;
        while (kept > 1 && chapters[kept - 1] is { Title: { } title } chapter
            && (Titles.Contains(title) || title.StartsWith(Transcriber, StringComparison.OrdinalIgnoreCase) || IsIndex(chapter) || (WordTitles.Contains(title) && !IsProse(chapter))))
        {
            kept--;
        }

        return chapters[..kept];
    }

    // Names and the pages where they stand.
    static bool IsIndex(Chapter chapter)
    {
        var blocks = chapter.Blocks.Where(block => block.Kind is not (BlockKind.Heading or BlockKind.SceneBreak)).ToList();
        return Index().IsMatch(chapter.Title!) && blocks.Count(block => PagesAtEnd().IsMatch(block.Text)) * 2 > blocks.Count;
    }

    // Most of it is paragraphs, and those are sentences and no entries of a list of books.
    static bool IsProse(Chapter chapter)
    {
        var blocks = chapter.Blocks.Where(block => block.Kind is not (BlockKind.Heading or BlockKind.SceneBreak)).ToList();
        return blocks.Count(block => block.Kind == BlockKind.Paragraph && HasSentence(block.Text) && !Entry().IsMatch(block.Text)) * 2 > blocks.Count;
    }

    // Words up to a stop, and not only the abbreviations of a list.
    static bool HasSentence(ReadOnlySpan<char> text)
    {
        for (var stop = text.IndexOfAny(Stops); stop >= 0; stop = text.IndexOfAny(Stops))
        {
            if (text[..stop].TrimStart().Length >= ShortestSentence)
            {
                return true;
            }

            text = text[(stop + 1)..];
        }

        return false;
    }

    [GeneratedRegex(@"\b(index|register|índice|indice)\b|索引", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Index();

    [GeneratedRegex(@"\d{1,4}(f{1,2}\.?|n\.?)?[.,;]?$", RegexOptions.CultureInvariant)]
    private static partial Regex PagesAtEnd();

    [GeneratedRegex(@"\((1[5-9]|20)\d\d[a-z]?\)|, (1[5-9]|20)\d\d[.;,]?$|\bISBN\b|\bdoi\b|\bpp?\. ?\d|\bS\. ?\d|\bvol\. ?\d|\b(University|Univ\.) Press\b|\bVerlag\b|^\[?\d{1,3}[\].]? |\bRetrieved\b|\bAbgerufen\b", RegexOptions.CultureInvariant)]
    private static partial Regex Entry();
}

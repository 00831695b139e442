using System.Buffers;
using System.Text.RegularExpressions;

namespace SpeechPipeline.Articles;

/// <summary>Lists of sources and links at the end of a text, indexes and lists of abbreviations, which are not spoken.</summary>
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

    static readonly HashSet<string> Abbreviations = new(StringComparer.OrdinalIgnoreCase)
    {
        "Abbreviations", "List of abbreviations", "Abbreviations and acronyms", "List of abbreviations and acronyms", "Abkürzungen", "Abkürzungsverzeichnis", "Liste der Abkürzungen",
        "Abréviations", "Liste des abréviations", "Abreviaturas", "Lista de abreviaturas", "Siglas y abreviaturas", "Lista de abreviaturas e siglas", "Abbreviazioni", "Elenco delle abbreviazioni",
        "Afkortingen", "Lijst van afkortingen", "Сокращения", "Список сокращений", "略語", "略語一覧", "缩略语", "缩略语表",
    };

    static readonly HashSet<string> Notes = new(StringComparer.OrdinalIgnoreCase)
    {
        "Footnotes", "Notes", "Endnotes", "Fußnoten", "Anmerkungen", "Notes de bas de page", "Notas", "Note", "Voetnoten", "Примечания", "脚注", "注释",
    };

    /// <summary>Whether a chapter of that name holds a book's notes.</summary>
    public static bool IsNotes(string? title) => title is not null && Notes.Contains(title);

    /// <summary>
    /// Whether a chapter is an index or a list of abbreviations, which is looked up and not read, wherever it stands: by its whole title, and by its
    /// entries.
    /// </summary>
    public static bool IsReference(Chapter chapter) => (chapter.Title ?? TitleIn(chapter)) is { } title
        && (WholeIndex().IsMatch(title) ? HasPages(chapter) : IsAbbreviations(title) && !IsProse(chapter));

    /// <summary>A document that was written, not published as a page, without such chapters, unless they are asked for. Notes in it may be its text.</summary>
    public static ArticleReading Without(ArticleReading reading, ReadingSettings settings) => settings.IncludeMatter
        ? reading : reading with { Chapters = Without(reading.Chapters, chapter => IsSources(chapter) && !(IsNotes(chapter.Title) && !IsOfEntries(chapter))) };

    /// <summary>A page without such chapters.</summary>
    public static IEnumerable<Chapter> Without(IEnumerable<Chapter> chapters) => Without(chapters, IsSources);

    /// <summary>Whether a line is the title of an index or a list of abbreviations.</summary>
    public static bool IsTitleOfReference(string line) => WholeIndex().IsMatch(line) || IsAbbreviations(line);

    static bool IsAbbreviations(string title) => Abbreviations.Contains(title.TrimEnd('.', ':'));

    // Sources stand at the end: they are held back until text follows. What is before all text stays.
    static IEnumerable<Chapter> Without(IEnumerable<Chapter> chapters, Predicate<Chapter> isSources)
    {
        var (isFirst, held) = (true, new List<Chapter>());
        foreach (var chapter in chapters.Where(chapter => isFirst || !IsReference(chapter)))
        {
            if (!isFirst && isSources(chapter))
            {
                held.Add(chapter);
                continue;
            }

            foreach (var one in held)
            {
                yield return one;
            }

            held.Clear();
            yield return chapter;
            isFirst = false;
        }
    }

    static bool IsSources(Chapter chapter) => chapter.Title is { } title
        && (Titles.Contains(title) || title.StartsWith(Transcriber, StringComparison.OrdinalIgnoreCase) || IsIndex(chapter) || (WordTitles.Contains(title) && !IsProse(chapter)));

    static bool IsOfEntries(Chapter chapter) => Most(chapter, static block => Entry().IsMatch(block.Text));

    // Names and the pages where they stand.
    static bool IsIndex(Chapter chapter) => Index().IsMatch(chapter.Title!) && HasPages(chapter);

    static bool HasPages(Chapter chapter) => Most(chapter, static block => PagesAtEnd().IsMatch(block.Text));

    static string? TitleIn(Chapter chapter) => chapter.Blocks is [{ Kind: BlockKind.Heading } heading, ..] ? heading.Text : null;

    // Most of it is paragraphs, and those are sentences and no entries of a list of books.
    static bool IsProse(Chapter chapter) => Most(chapter, static block => block.Kind == BlockKind.Paragraph && HasSentence(block.Text) && !Entry().IsMatch(block.Text));

    // Of all blocks but headings and breaks.
    static bool Most(Chapter chapter, Func<Block, bool> isSo)
    {
        var blocks = chapter.Blocks.Where(block => block.Kind is not (BlockKind.Heading or BlockKind.SceneBreak)).ToList();
        return blocks.Count(isSo) * 2 > blocks.Count;
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

    [GeneratedRegex(
        @"^((general|subject|name|author|person|place)s? )?index( of (names|subjects|places|persons|people|authors|titles|terms|first lines)( and (names|subjects|places|persons|people|authors|titles|terms))?)?$"
        + @"|^(personen|sach|namen[s]?|orts?|stichwort|gesamt)?-?register$|^índice( (analítico|onomástico|alfabético|remissivo|de nombres|de materias))?$|^indice( (analitico|alfabetico|dei nomi))?$|^(人名|事項)?索引$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex WholeIndex();

    [GeneratedRegex(@"\d{1,4}(f{1,2}\.?|n\.?)?[.,;]?$", RegexOptions.CultureInvariant)]
    private static partial Regex PagesAtEnd();

    [GeneratedRegex(@"\((1[5-9]|20)\d\d[a-z]?\)|, (1[5-9]|20)\d\d[.;,]?$|\bISBN\b|\bdoi\b|\bpp?\. ?\d|\bS\. ?\d|\bvol\. ?\d|\b(University|Univ\.) Press\b|\bVerlag\b|^\[?\d{1,3}[\].]? |\bRetrieved\b|\bAbgerufen\b", RegexOptions.CultureInvariant)]
    private static partial Regex Entry();
}

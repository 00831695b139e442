namespace SpeechPipeline.Articles.Html;

/// <summary>What stands at the end of a page for those who read on: lists of sources and links, which nobody wants to hear.</summary>
static class BackMatter
{
    // The headings that encyclopedias and journals give it, in the languages of the largest of them.
    static readonly HashSet<string> Titles = new(StringComparer.OrdinalIgnoreCase)
    {
        "See also", "References", "External links", "Further reading", "Notes", "Notes and references", "Footnotes", "Citations", "Sources", "Bibliography",
        "Siehe auch", "Einzelnachweise", "Weblinks", "Literatur", "Anmerkungen", "Fußnoten", "Quellen",
        "Voir aussi", "Références", "Notes et références", "Liens externes", "Bibliographie", "Articles connexes",
        "Véase también", "Referencias", "Enlaces externos", "Bibliografía", "Notas",
        "Ver também", "Referências", "Ligações externas", "Bibliografia",
        "Voci correlate", "Note", "Collegamenti esterni", "Zie ook", "Externe links", "Bronnen",
        "См. также", "Примечания", "Ссылки", "Литература", "関連項目", "脚注", "外部リンク", "参考文献", "参见", "参考资料", "外部链接",
    };

    /// <summary>The chapters without those at the end that are such; one that nothing of the article precedes is kept.</summary>
    public static List<Chapter> Without(List<Chapter> chapters)
    {
        var kept = chapters.Count;
        while (kept > 1 && chapters[kept - 1].Title is { } title && Titles.Contains(title))
        {
            kept--;
        }

        return chapters[..kept];
    }
}

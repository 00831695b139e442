using AngleSharp.Dom;
using SpeechPipeline.Articles.Html;

namespace SpeechPipeline.Articles.Epub;

/// <summary>
/// The parts of a book that nobody wants to hear, by the names that EPUB has for them: the Structural Semantics Vocabulary 1.1,
/// the guide types of OPF 2.0.1, the roles of DPUB-ARIA. A preface, a dedication, an epilogue are text.
/// </summary>
static class EpubMatter
{
    static readonly HashSet<string> Types = new(StringComparer.Ordinal)
    {
        "cover", "frontispiece", "titlepage", "title-page", "halftitlepage", "halftitle", "imprint", "imprimatur", "colophon",
        "copyright-page", "copyright", "uncopyright", "toc", "toc-brief", "landmarks", "page-list", "pagelist", "loi", "lot", "loa", "lov",
        "index", "bibliography", "contributors", "other-credits", "errata", "revision-history", "seriespage", "keywords",
        "notes", "endnotes", "rearnotes", "footnotes",
    };

    public static bool IsMatter(string? type) => type is not null && Types.Contains(type.ToLowerInvariant());

    public static bool IsMatter(IElement element) => Unspoken.SemanticsOf(element).Any(Types.Contains);
}

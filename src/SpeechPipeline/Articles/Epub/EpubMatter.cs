using AngleSharp.Dom;
using SpeechPipeline.Articles.Html;

namespace SpeechPipeline.Articles.Epub;

/// <summary>
/// The parts of a book that are not spoken, by their names in EPUB: the Structural Semantics Vocabulary 1.1,
/// the guide types of OPF 2.0.1, the roles of DPUB-ARIA. A preface, a dedication and an epilogue are spoken.
/// </summary>
static class EpubMatter
{
    // What Project Gutenberg puts around a book.
    const string LicenceClass = "pg-boilerplate";

    static readonly HashSet<string> Types = new(StringComparer.Ordinal)
    {
        "cover", "frontispiece", "titlepage", "title-page", "halftitlepage", "halftitle", "imprint", "imprimatur", "colophon",
        "copyright-page", "copyright", "uncopyright", "toc", "toc-brief", "landmarks", "page-list", "pagelist", "loi", "lot", "loa", "lov",
        "index", "bibliography", "contributors", "other-credits", "errata", "revision-history", "seriespage", "keywords",
        "notes", "endnotes", "rearnotes", "footnotes",
    };

    // The names of such parts in tables of contents, for books that mark them in no other way.
    static readonly HashSet<string> Titles = new(StringComparer.OrdinalIgnoreCase)
    {
        "cover", "cover page", "front cover", "title page", "half title", "half title page", "copyright", "copyright page", "copyright notice", "contents", "table of contents", "toc", "index", "imprint",
        "colophon", "newsletter", "newsletter sign-up", "advertisement", "also available", "landmarks", "endnotes", "footnotes", "notes", "bibliography", "uncopyright", "list of illustrations", "list of figures",
        "list of tables", "titel", "titelseite", "umschlag", "impressum", "inhalt", "inhaltsverzeichnis", "copyright-seite", "anmerkungen", "fußnoten", "register",
        "couverture", "page de titre", "titre", "mentions légales", "sommaire", "table des matières", "notes de bas de page", "portada", "cubierta", "portadilla", "créditos", "derechos de autor", "índice", "contenido", "notas",
        "capa", "folha de rosto", "sumário", "copertina", "frontespizio", "indice", "sommario", "omslag", "titelpagina", "inhoud", "inhoudsopgave", "colofon",
        "обложка", "титульный лист", "содержание", "оглавление", "примечания", "表紙", "扉", "目次", "奥付", "封面", "目录", "版权", "版权页", "书名页",
    };

    /// <summary>Whether a title in the table of contents names such a part.</summary>
    public static bool IsMatterTitle(string title) =>
        Titles.Contains(title.Trim(' ', '.', ':')) || title.StartsWith("Also by ", StringComparison.OrdinalIgnoreCase) || title.StartsWith("Books by ", StringComparison.OrdinalIgnoreCase)
        || title.StartsWith("Other books by ", StringComparison.OrdinalIgnoreCase) || title.StartsWith("Other titles ", StringComparison.OrdinalIgnoreCase);

    public static bool IsMatter(string? type) => type is not null && Types.Contains(type.ToLowerInvariant());

    public static bool IsMatter(IElement element) =>
        Unspoken.SemanticsOf(element).Any(Types.Contains) || (element.ClassName is not null && element.ClassList.Contains(LicenceClass));
}

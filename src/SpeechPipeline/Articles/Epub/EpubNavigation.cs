using System.Xml.Linq;
using AngleSharp.Dom;
using SpeechPipeline.Articles.Html;
using SpeechPipeline.Text;

namespace SpeechPipeline.Articles.Epub;

/// <summary>
/// A book's table of contents. An entry under a chapter and in the chapter's own file is a heading of that chapter; an entry
/// in a file of its own is a chapter, also under a part.
/// </summary>
static class EpubNavigation
{
    public static IReadOnlyList<NavigationEntry> Read(ArticleArchive archive, string path)
    {
        var entries = new List<NavigationEntry>();
        if (path.EndsWith(".ncx", StringComparison.OrdinalIgnoreCase))
        {
            if (EpubXml.Read(archive, path).All("navMap").FirstOrDefault() is { } map)
            {
                AddPoints(map, path, level: 1, inside: null, entries);
            }

            return entries;
        }

        var document = HtmlParsing.Parse(Xhtml.ToHtml(TextDecoding.Decode(archive.Read(path), charset: null, isMarkup: true)));
        var navs = document.QuerySelectorAll("nav");
        var toc = navs.FirstOrDefault(nav => Unspoken.SemanticsOf(nav).Contains("toc")) ?? navs.ElementAtOrDefault(0);
        if (toc is not null && toc.QuerySelector("ol") is { } list)
        {
            AddItems(list, path, level: 1, inside: null, entries);
        }

        return entries;
    }

    static void AddItems(IElement list, string from, int level, string? inside, List<NavigationEntry> entries)
    {
        foreach (var item in list.Children.Where(child => child.LocalName == "li"))
        {
            var link = item.Children.FirstOrDefault(child => child.LocalName == "a");
            var file = Add(link?.TextContent, link?.GetAttribute("href"), from, level, inside, entries);
            foreach (var nested in item.Children.Where(child => child.LocalName == "ol"))
            {
                AddItems(nested, from, level + 1, file ?? inside, entries);
            }
        }
    }

    static void AddPoints(XElement parent, string from, int level, string? inside, List<NavigationEntry> entries)
    {
        foreach (var point in parent.Children("navPoint"))
        {
            var source = point.Children("content").FirstOrDefault()?.Attribute("src")?.Value;
            var file = Add(point.Children("navLabel").FirstOrDefault()?.Value, source, from, level, inside, entries);
            AddPoints(point, from, level + 1, file ?? inside, entries);
        }
    }

    static string? Add(string? title, string? reference, string from, int level, string? inside, List<NavigationEntry> entries)
    {
        if (reference is null || EpubPath.Resolve(from, reference) is not { Path: { } path } target)
        {
            return null;
        }

        if (path != inside && SpokenText.Normalize(title ?? "") is { Length: > 0 } words)
        {
            entries.Add(new NavigationEntry(words, path, string.IsNullOrEmpty(target.Fragment) ? null : target.Fragment, level));
        }

        return path;
    }
}

/// <summary>A chapter in a book's table of contents.</summary>
/// <param name="Path">The file in which it begins.</param>
/// <param name="Fragment">The element at which it begins; null: the start of the file.</param>
/// <param name="Level">1 for the top level.</param>
sealed record NavigationEntry(string Title, string Path, string? Fragment, int Level);

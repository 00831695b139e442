using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using SpeechPipeline.Text;

namespace SpeechPipeline.Articles.Epub;

/// <summary>The package file of a book: its metadata, its files and their reading order.</summary>
/// <param name="Spine">The paths of the text files, in reading order.</param>
/// <param name="Drawings">Which of them are SVG documents.</param>
/// <param name="Navigation">The path of the EPUB 3 navigation document, or of the EPUB 2 <c>ncx</c>.</param>
/// <param name="Cover">The path of the cover's picture.</param>
/// <param name="Matter">The paths that the EPUB 2 guide marks as not part of the main text.</param>
/// <param name="Description">Its description, without the markup that booksellers add.</param>
sealed partial record EpubPackage(
    string? Title, string? Author, string? Language, DateOnly? Date, IReadOnlyList<string> Spine, IReadOnlySet<string> Drawings, string? Navigation, string? Cover, IReadOnlySet<string> Matter,
    string? Description)
{
    const string Container = "META-INF/container.xml";

    // The most titles or authors; an anthology names some dozens.
    const int MostNames = 200;

    // A chain of fallbacks is short, but may be circular.
    const int MostFallbacks = 10;

    const string Svg = "image/svg+xml";

    static readonly string?[] TextTypes = [null, "application/xhtml+xml", "text/html", "application/x-dtbook+xml"];

    sealed record Item(string? Path, string? MediaType, string[] Properties, string? Fallback);

    /// <exception cref="UnreadableArticleException">There is no package file, or it names no text.</exception>
    public static EpubPackage Read(ArticleArchive archive)
    {
        var path = PathOf(archive);
        var package = EpubXml.Read(archive, path);
        var metadata = package.Children("metadata").FirstOrDefault() ?? new XElement("metadata");
        var refinements = new EpubRefinements(metadata);
        var items = package.All("item").Where(item => item.Attribute("id") is not null)
            .DistinctBy(item => item.Attribute("id")!.Value)
            .ToDictionary(item => item.Attribute("id")!.Value, item => ItemOf(item, path), StringComparer.Ordinal);
        var spine = package.Children("spine").FirstOrDefault();
        var navigation = items.Values.FirstOrDefault(item => item.Properties.Contains("nav"))
            ?? items.GetValueOrDefault(spine?.Attribute("toc")?.Value ?? "")
            ?? items.Values.FirstOrDefault(item => item.MediaType == "application/x-dtbncx+xml");
        return new EpubPackage(
            TitleOf(metadata, refinements),
            AuthorOf(metadata, refinements),
            metadata.All("language").FirstOrDefault().Text(),
            DateOf(metadata),
            SpineOf(spine, items, archive),
            items.Values.Where(item => item is { MediaType: Svg, Path: not null }).Select(item => item.Path!).ToHashSet(StringComparer.Ordinal),
            navigation?.Path is { } nav && archive.Has(nav) ? nav : null,
            CoverOf(metadata, items),
            GuideOf(package, path),
            metadata.All("description").FirstOrDefault().Text() is { } description && SpokenText.Normalize(Markup().Replace(description, " ")) is { Length: > 0 } text ? text : null);
    }

    /// <summary>Where the package file is (EPUB OCF 3.3, section 4.2.6.3.1).</summary>
    public static string PathOf(ArticleArchive archive)
    {
        if (!archive.Has(Container))
        {
            throw new UnreadableArticleException($"This is not a valid EPUB: the ZIP has no {Container}.");
        }

        // There may be several renditions; the first that exists is the default.
        return EpubXml.Read(archive, Container).All("rootfile")
            .Where(file => file.Attribute("media-type")?.Value is null or "application/oebps-package+xml")
            .Select(file => file.Attribute("full-path")?.Value)
            .Select(full => string.IsNullOrEmpty(full) ? null : EpubPath.Resolve("", full).Path)
            .FirstOrDefault(path => path is { Length: > 0 } && archive.Has(path))
            ?? throw new UnreadableArticleException("This is not a valid EPUB: the package file that its container names does not exist.");
    }

    static Item ItemOf(XElement item, string from) => new(
        EpubPath.Resolve(from, item.Attribute("href")?.Value ?? "").Path,
        item.Attribute("media-type")?.Value,
        item.Attribute("properties")?.Value.Split(' ', StringSplitOptions.RemoveEmptyEntries) ?? [],
        item.Attribute("fallback")?.Value);

    // A file that is missing from the manifest or the book is skipped: the rest is worth hearing.
    static List<string> SpineOf(XElement? spine, Dictionary<string, Item> items, ArticleArchive archive)
    {
        var named = (spine?.Children("itemref") ?? [])
            .Where(reference => reference.Attribute("linear")?.Value != "no")
            .Select(reference => TextOf(items.GetValueOrDefault(reference.Attribute("idref")?.Value ?? ""), items)?.Path)
            .OfType<string>()
            .Distinct(StringComparer.Ordinal)
            .ToList();
        var paths = named.FindAll(archive.Has);
        return paths.Count > 0 ? paths
            : named.Count > 0 ? throw new UnreadableArticleException($"The EPUB is damaged: it has no file '{named[0]}', which its package names.")
            : IsOfPictures(spine, items) ? throw new UnreadableArticleException("The EPUB has no text: its pages are pictures.")
            : spine?.Children("itemref").Any() == true ? throw new UnreadableArticleException("The EPUB is damaged: its spine names no text file that is in its manifest and in the book.")
            : throw new UnreadableArticleException("The EPUB has no text: its spine is empty.");
    }

    static bool IsOfPictures(XElement? spine, Dictionary<string, Item> items) =>
        (spine?.Children("itemref") ?? []).Any(reference => items.GetValueOrDefault(reference.Attribute("idref")?.Value ?? "")?.MediaType?.StartsWith("image/", StringComparison.Ordinal) == true);

    // EPUB 3.3, section 5.6.2: an item that is not text has a fallback that is. A drawing may be a page by itself (section 6.2), but a fallback says more.
    static Item? TextOf(Item? item, Dictionary<string, Item> items)
    {
        for (var i = 0; i < MostFallbacks && item is not null && !IsText(item); i++)
        {
            item = items.GetValueOrDefault(item.Fallback ?? "");
        }

        return item is not null && IsText(item) ? item : null;
    }

    static bool IsText(Item item) => TextTypes.Contains(item.MediaType) || item is { MediaType: Svg, Fallback: null };

    // EPUB 3 may say which of several titles is the main one (title-type, section D.3.12 of EPUB 3.3's predecessor).
    static string? TitleOf(XElement metadata, EpubRefinements refinements)
    {
        var titles = metadata.All("title").Take(MostNames).ToList();
        return (titles.Find(title => refinements.Find(title, "title-type") == "main") ?? titles.FirstOrDefault()).Text();
    }

    static string? AuthorOf(XElement metadata, EpubRefinements refinements)
    {
        var authors = metadata.All("creator").Take(MostNames).Where(IsAuthor).Select(creator => creator.Text()).OfType<string>().ToList();
        return authors.Count == 0 ? null : string.Join(", ", authors);

        bool IsAuthor(XElement creator)
        {
            var roles = refinements.All(creator, "role").ToList();
            return roles.Count > 0 ? roles.Contains("aut") : RoleOf(creator) is null or "aut";
        }
    }

    static string? RoleOf(XElement creator) => creator.Attributes().FirstOrDefault(attribute => attribute.Name.LocalName == "role")?.Value;

    static DateOnly? DateOf(XElement metadata) =>
        metadata.All("date").FirstOrDefault().Text() is { Length: >= 10 } date
        && DateOnly.TryParseExact(date.AsSpan(0, 10), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;

    static string? CoverOf(XElement metadata, Dictionary<string, Item> items)
    {
        var named = metadata.All("meta").FirstOrDefault(meta => meta.Attribute("name")?.Value == "cover")?.Attribute("content")?.Value;
        var cover = items.Values.FirstOrDefault(item => item.Properties.Contains("cover-image")) ?? items.GetValueOrDefault(named ?? "");
        return cover?.MediaType?.StartsWith("image/", StringComparison.Ordinal) == true ? cover.Path : null;
    }

    static HashSet<string> GuideOf(XElement package, string from) =>
    [
        .. package.All("reference")
            .Where(reference => EpubMatter.IsMatter(reference.Attribute("type")?.Value) && reference.Attribute("href")?.Value.Contains('#', StringComparison.Ordinal) == false)
            .Select(reference => EpubPath.Resolve(from, reference.Attribute("href")!.Value).Path!)
            .Where(path => path is not null),
    ];

    [GeneratedRegex("</?[a-zA-Z][^<>]{0,200}>")]
    private static partial Regex Markup();
}

using System.Globalization;
using System.Xml.Linq;
using SpeechPipeline.Articles;
using SpeechPipeline.Articles.Html;

namespace SpeechPipeline.Batches.Feeds;

/// <summary>
/// Writes an entry of any feed as one of Atom 1.0, with what a job is made of and no more: so one reader reads them all, and meets nothing
/// that it would stumble over.
/// </summary>
static class AtomEntry
{
    static readonly XNamespace Atom = "http://www.w3.org/2005/Atom";
    static readonly XNamespace Media = FeedNamespaces.Of("media");
    static readonly XName Base = XNamespace.Xml + "base";
    static readonly XName Language = XNamespace.Xml + "lang";

    // The first that names a day holds: that of publication, else of the last change.
    static readonly string[] Days = ["pubDate", "published", "issued", "publicationDate", "date", "created", "updated", "modified"];

    /// <summary>The attribute of <c>content</c> that has the name of its format.</summary>
    public const string Format = "format";

    /// <summary>An entry that has been read field by field.</summary>
    public static XElement Of(string? id, string? title, string? link, DateOnly? day, string? author, (string Type, string Text)? content, string? summary, string? language) => new(
        Atom + "entry",
        language is null ? null : new XAttribute(Language, language),
        id is null ? null : new XElement(Atom + "id", id),
        title is null ? null : new XElement(Atom + "title", title),
        link is null ? null : LinkTo(link),
        day is null ? null : DayOf(day.Value),
        author is null ? null : Person(author),
        content is { } text ? Content(text) : null,
        summary is null ? null : new XElement(Atom + "summary", new XAttribute("type", "html"), summary));

    /// <param name="entry">Of any version of RSS or Atom.</param>
    /// <param name="isAtom">Which of the two.</param>
    /// <param name="context">What holds around it.</param>
    /// <param name="address">Of the feed; null: unknown.</param>
    public static XElement Of(XElement entry, bool isAtom, FeedContext context, Uri? address)
    {
        // Where the feed says it in parts, each is of the one before.
        var place = PlaceOf(entry, context.Base.Aggregate(address, (of, said) => FeedAddress.PlaceOf(said, of)));
        var made = isAtom ? OfAtom(entry, place) : OfRss(entry, place);
        if ((entry.Attribute(Language)?.Value ?? Plain(entry, "language")?.Value ?? context.Language) is { } language)
        {
            made.Add(new XAttribute(Language, language));
        }

        if (Days.SelectMany(name => entry.Elements().Where(part => part.Name.LocalName == name)).Select(part => FeedDay.Find(part.Value)).FirstOrDefault(day => day is not null) is { } day)
        {
            made.Add(DayOf(day));
        }

        if (entry.Elements().Where(part => part.Name.LocalName == "creator" && HasText(part)).Select(part => part.Value.Trim()).FirstOrDefault() is { } creator)
        {
            made.AddFirst(Person(creator));
        }

        return made;
    }

    static XElement OfRss(XElement entry, Uri? place)
    {
        var made = new XElement(Atom + "entry");
        var id = Plain(entry, "guid")?.Value.Trim() is { Length: > 0 } guid ? guid : entry.Attributes().FirstOrDefault(attribute => attribute.Name.LocalName == "about")?.Value;
        Add(made, "id", id);
        Add(made, "title", Words(Plain(entry, "title") ?? Any(entry, "title")) is { } title ? FeedTitle.OfAny(title) : null);
        if (new[] { Words(Plain(entry, "link")), entry.Elements().FirstOrDefault(IsAlternate)?.Attribute("href")?.Value }.Select(link => FeedAddress.Of(link, place)).FirstOrDefault(link => link is not null) is { } page)
        {
            made.Add(LinkTo(page.AbsoluteUri));
        }

        if ((Plain(entry, "author") ?? Any(entry, "author"))?.Value is { } author && FeedAuthor.Of(author) is { } name)
        {
            made.Add(Person(name));
        }

        if (Full(entry) is { } full)
        {
            made.Add(Content(("html", Markup(full))));
        }

        var description = new[] { Plain(entry, "description"), Any(entry, "description"), Any(entry, "summary"), Any(entry, "abstract") }.FirstOrDefault(HasContent);
        if (description is not null)
        {
            made.Add(new XElement(Atom + "summary", new XAttribute("type", "html"), Markup(description)));
        }

        return made;
    }

    static XElement OfAtom(XElement entry, Uri? place)
    {
        var made = new XElement(Atom + "entry");
        Add(made, "id", Plain(entry, "id")?.Value.Trim());
        if (Plain(entry, "title") is { } title && Construct(title) is { } name)
        {
            Add(made, "title", FeedTitle.Line(name.Type == "text" ? name.Text : HtmlParsing.Parse(name.Text).Body?.TextContent ?? ""));
        }

        foreach (var link in entry.Elements().Where(part => part.Name.LocalName == "link"))
        {
            if (FeedAddress.Of(link.Attribute("href")?.Value, PlaceOf(link, place)) is { } target)
            {
                made.Add(new XElement(Atom + "link", new XAttribute("href", target.AbsoluteUri), link.Attribute("rel"), link.Attribute("type")));
            }
        }

        foreach (var author in entry.Elements().Where(part => part.Name.LocalName == "author"))
        {
            if (FeedAuthor.Of(author) is { } person)
            {
                made.Add(Person(person));
            }
        }

        if (Plain(entry, "content") is { } content)
        {
            if (content.Attribute("src")?.Value is { } source)
            {
                made.Add(CanBeRead(TypeOf(content)) && FeedAddress.Of(source, PlaceOf(content, place)) is { } at ? new XElement(Atom + "content", new XAttribute("src", at.AbsoluteUri)) : null);
            }
            else if (HasContent(content) && Construct(content) is { } text)
            {
                made.Add(Content(text));
            }
        }

        if (new[] { Plain(entry, "summary"), Full(entry), Any(entry, "description") }.FirstOrDefault(HasContent) is { } summary && Construct(summary) is { } words)
        {
            made.Add(new XElement(Atom + "summary", new XAttribute("type", words.Type == "text" ? "text" : "html"), words.Text));
        }

        return made;
    }

    // The whole text, beside the description: content:encoded, under whatever prefix, a body of XHTML, or Atom's element.
    static XElement? Full(XElement entry) =>
        entry.Elements().FirstOrDefault(part => part.Name.LocalName == "encoded" && HasContent(part))
        ?? entry.Elements().FirstOrDefault(part => part.Name.LocalName is "body" or "div" && part.Name.NamespaceName == FeedNamespaces.Xhtml && HasContent(part))
        ?? entry.Elements().FirstOrDefault(part => part.Name.LocalName == "content" && part.Name.Namespace != Media && HasContent(part));

    /// <summary>A text of Atom 1.0 or 0.3, as text, as HTML, or as the media type that it says; null: in a form that is none.</summary>
    static (string Type, string Text)? Construct(XElement part)
    {
        var type = TypeOf(part);
        var mode = part.Attribute("mode")?.Value.ToLowerInvariant();
        var text = part.Value;
        if (mode == "base64")
        {
            try
            {
                text = System.Text.Encoding.UTF8.GetString(Convert.FromBase64String(text));
            }
            catch (FormatException)
            {
                return null;
            }
        }

        return type switch
        {
            "xhtml" or "application/xhtml+xml" => ("html", part.HasElements ? Markup(part) : text),
            "html" or "text/html" or "escaped" => ("html", part.HasElements ? Markup(part) : text),
            _ when part.HasElements => ("html", Markup(part)),
            null or "" or "text" => ("text", text),
            _ => ArticleFormats.OfMediaType(type) is { IsBinary: false } format ? (format.Name, text) : null,
        };
    }

    // Of a text beside the entry: where nothing can be made of it, the page is spoken.
    static bool CanBeRead(string? type) => type is null or "" or "text" or "html" or "xhtml" || ArticleFormats.OfMediaType(type) is not null;

    static string? TypeOf(XElement part) => part.Attribute("type")?.Value.Split(';')[0].Trim().ToLowerInvariant();

    // Atom knows text and HTML; what else it is stands beside it, for us.
    static XElement Content((string Type, string Text) content) => new(
        Atom + "content", new XAttribute("type", content.Type == "html" ? "html" : "text"), new XAttribute(Format, content.Type), content.Text);

    /// <summary>What is inside an element, as HTML: its text where that is all, else its markup.</summary>
    static string Markup(XElement part)
    {
        if (!part.HasElements)
        {
            return part.Value;
        }

        var copy = new XElement(part);
        foreach (var element in copy.DescendantsAndSelf())
        {
            element.Name = element.Name.LocalName;
            element.Attributes().Where(attribute => attribute.IsNamespaceDeclaration || attribute.Name.Namespace != XNamespace.None).Remove();
        }

        return Xhtml.ToHtml(string.Concat(copy.Nodes().Select(node => node.ToString(SaveOptions.DisableFormatting))));
    }

    // The element of that name that is the feed's own, not of an extension that has one like it.
    static XElement? Plain(XElement entry, string name) =>
        entry.Elements().FirstOrDefault(part => part.Name.LocalName == name && (part.Name.Namespace == entry.Name.Namespace || part.Name.Namespace == XNamespace.None) && HasSomething(part))
        ?? entry.Elements().FirstOrDefault(part => part.Name.LocalName.Equals(name, StringComparison.OrdinalIgnoreCase) && part.Name.Namespace == entry.Name.Namespace && HasSomething(part));

    // Atom's link, which stands in RSS, too.
    static bool IsAlternate(XElement part) => part.Name.LocalName == "link" && part.Attribute("href") is not null && (part.Attribute("rel")?.Value ?? "alternate") == "alternate";

    static XElement? Any(XElement entry, string name) => entry.Elements().FirstOrDefault(part => part.Name.LocalName == name && HasSomething(part));

    static bool HasSomething(XElement part) => part.HasAttributes || HasContent(part);

    static bool HasContent(XElement? part) => part is not null && (part.HasElements || HasText(part));

    static bool HasText(XElement part) => !string.IsNullOrWhiteSpace(part.Value);

    static string? Words(XElement? part) => part is null || !HasText(part) ? null : part.Value;

    static void Add(XElement to, string name, string? value)
    {
        if (!string.IsNullOrWhiteSpace(value))
        {
            to.Add(new XElement(Atom + name, value));
        }
    }

    static XElement LinkTo(string address) => new(Atom + "link", new XAttribute("rel", "alternate"), new XAttribute("href", address));

    static XElement Person(string name) => new(Atom + "author", new XElement(Atom + "name", name));

    static XElement DayOf(DateOnly day) => new(Atom + "published", day.ToString("yyyy-MM-dd'T00:00:00Z'", CultureInfo.InvariantCulture));

    static Uri? PlaceOf(XElement part, Uri? place) => FeedAddress.PlaceOf(part.Attribute(Base)?.Value, place);
}

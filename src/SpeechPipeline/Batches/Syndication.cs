using System.Globalization;
using System.ServiceModel.Syndication;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Xml;
using System.Xml.Linq;
using SpeechPipeline.Articles;
using SpeechPipeline.Articles.Html;
using SpeechPipeline.Requests;
using SpeechPipeline.Text;

namespace SpeechPipeline.Batches;

/// <summary>
/// Makes jobs of the entries of a feed (RSS 2.0 or Atom 1.0). An entry that carries its whole text is spoken from it
/// (<c>content:encoded</c>, Atom <c>content</c>); of one with a summary only, the page that it links to is fetched; the summary is
/// used if there is no link. A text of 2,000 characters or more counts as the whole text, not as a summary.
/// </summary>
public static class Syndication
{
    const string Content = "http://purl.org/rss/1.0/modules/content/";
    const string DublinCore = "http://purl.org/dc/elements/1.1/";

    // Many RSS feeds carry the whole text as the description; summaries are a few hundred characters.
    const int ShortestWhole = 2_000;
    const int LongestLabel = 500;

    // A feed is a few megabytes of text; entities could make gigabytes of it.
    static readonly XmlReaderSettings Careful = new()
    {
        DtdProcessing = DtdProcessing.Ignore,
        XmlResolver = null,
        MaxCharactersFromEntities = 0,
        IgnoreComments = true,
        IgnoreProcessingInstructions = true,
    };

    // Text stays text: as \u0000 a Cyrillic letter would take six bytes.
    static readonly JsonSerializerOptions AsItIs = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <param name="feed">The feed's bytes.</param>
    /// <param name="address">The address of the feed, for relative links; null: unknown.</param>
    /// <param name="hasLanguage">Whether the caller has set the language of the entries: feeds often state only the default of their software.</param>
    /// <param name="unexpected">Called with the exception and the number, from 1, of an entry that could not be read because of a fault in our code; only that entry is refused.</param>
    /// <returns>
    /// One job for each entry, as JSON of a submission, in the feed's order; each is made when it is asked for. For an entry that cannot be read:
    /// what <see cref="FeedEntryProblem"/> reads.
    /// </returns>
    /// <exception cref="BatchFormatException">It is not a feed, or has more entries than a batch.</exception>
    public static IEnumerable<byte[]> Read(Stream feed, Uri? address, bool hasLanguage = false, Action<int, Exception>? unexpected = null)
    {
        var read = ReadFeed(feed, address, item => item);
        return read.Feed.Items.Select((item, i) => JsonSerializer.SerializeToUtf8Bytes(JobOrProblem(read, item, address, hasLanguage, error => unexpected?.Invoke(i + 1, error)), AsItIs));
    }

    /// <summary>How many entries a feed has; one of them at a time is in memory.</summary>
    /// <inheritdoc cref="Read"/>
    public static int Count(Stream feed) => ReadFeed(feed, address: null, _ => new SyndicationItem()).Feed.Items.Count();

    static SyndicationFeedFormatter ReadFeed(Stream feed, Uri? address, Func<SyndicationItem, SyndicationItem> keep)
    {
        try
        {
            using var reader = XmlReader.Create(feed, Careful, address?.AbsoluteUri ?? "");
            SyndicationFeedFormatter formatter = reader.MoveToContent() == XmlNodeType.Element && reader.LocalName == "feed"
                ? new AtomEntries(keep)
                : new RssEntries(keep) { PreserveAttributeExtensions = false };
            if (!formatter.CanRead(reader))
            {
                throw new BatchFormatException("#", $"is XML, but neither RSS 2.0 nor Atom 1.0: its root is <{reader.Name}>.");
            }

            formatter.ReadFrom(reader);
            return formatter;
        }
        catch (NotSupportedException)
        {
            throw new BatchFormatException("#", "is RSS, but not version 2.0.");
        }
        catch (XmlException e)
        {
            throw new BatchFormatException("#", $"is not well-formed XML: line {e.LineNumber}, position {e.LinePosition}.");
        }
    }

    // A fault in one entry never takes the others with it.
    static JsonObject JobOrProblem(SyndicationFeedFormatter read, SyndicationItem item, Uri? address, bool hasLanguage, Action<Exception> unexpected)
    {
        try
        {
            return item is UnreadableEntry unreadable
                ? FeedEntryProblem.Of(unreadable.Problem)
                : Job(read.Feed, item, address, read is Atom10FeedFormatter, hasLanguage);
        }
        catch (UnreadableArticleException e)
        {
            return FeedEntryProblem.Of($"cannot be read: {e.Message}");
        }
        catch (Exception e) when (ReadingFault.IsOurs(e))
        {
            unexpected(e);
            return FeedEntryProblem.Of("cannot be read because of a fault in the pipeline. Submit the page of the entry as source_url.");
        }
    }

    static JsonObject Job(SyndicationFeed feed, SyndicationItem item, Uri? address, bool isAtom, bool hasLanguage)
    {
        var link = Link(item, address);
        var text = Text(item, isAtom) ?? Summary(item, link is null ? 1 : ShortestWhole);
        var article = new JsonObject();
        Add(article, "format", text?.Format);
        Add(article, "content", text?.Content);
        Add(article, "title", Title(item.Title, isAtom), JobRequest.LongestName);
        Add(article, "author", Author(item) ?? Author(feed.Authors), JobRequest.LongestName);
        Add(article, "date", (DayOf(() => item.PublishDate) ?? DayOf(() => item.LastUpdatedTime))?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));

        var job = new JsonObject();
        Add(job, "source_url", text is null ? link : null);
        if (text is not null || (link is not null && article.Count > 0))
        {
            job["article"] = article;
        }

        Add(job, "language", hasLanguage ? null : LanguageTag.Of(feed.Language));
        var labels = new JsonObject();
        Add(labels, "feed_entry", string.IsNullOrWhiteSpace(item.Id) ? null : item.Id, LongestLabel);
        Add(labels, "link", link, LongestLabel);
        if (labels.Count > 0)
        {
            job["metadata"] = labels;
        }

        return job;
    }

    // Only Atom says what its text is; in RSS it is HTML, the plain sort included.
    static (string Format, string Content)? Text(SyndicationItem item, bool isAtom) =>
        Extension(item, "encoded", Content) is { } encoded ? ("html", encoded)
        : item.Content is TextSyndicationContent { Text.Length: > 0 } text ? (isAtom && text.Type == "text" ? "text" : "html", Html(text))
        : null;

    static (string Format, string Content)? Summary(SyndicationItem item, int shortest) =>
        item.Summary is { } summary && summary.Text.Length >= shortest ? ("html", Html(summary)) : null;

    // XML in the feed is read as XML: there <iframe/> is empty, but in HTML it would include the rest.
    static string Html(TextSyndicationContent text) => text.Type == "xhtml" ? Xhtml.ToHtml(text.Text) : text.Text;

    static string? Link(SyndicationItem item, Uri? address)
    {
        // Other alternates are the same in another form: a feed of its comments, data.
        var link = item.Links.Where(link => link.RelationshipType is null or "alternate")
            .OrderBy(link => link.MediaType is null or "" or "text/html" or "application/xhtml+xml" ? 0 : 1).FirstOrDefault();
        if (link is null)
        {
            return Uri.TryCreate(item.Id, UriKind.Absolute, out var permalink) && permalink.Scheme is "http" or "https" ? permalink.AbsoluteUri : null;
        }

        // An empty link is of the feed itself.
        return link.Uri is { OriginalString.Length: > 0 } ? Absolute(link.Uri, Absolute(link.BaseUri, address))?.AbsoluteUri : null;
    }

    /// <summary>An address that is of another (XML Base, RFC 4287, section 2); null where it is relative to what nobody knows, or names nothing.</summary>
    static Uri? Absolute(Uri? uri, Uri? of) =>
        uri is null ? of
        : uri.IsAbsoluteUri ? uri
        : of is null ? null
        : Uri.TryCreate(of, uri, out var absolute) ? absolute
        : null;

    // An invalid date throws when it is read.
    static DateOnly? DayOf(Func<DateTimeOffset> date)
    {
        try
        {
            var known = date();
            return known == default ? null : DateOnly.FromDateTime(known.DateTime);
        }
        catch (XmlException)
        {
            return null;
        }
    }

    static string? Author(SyndicationItem item) =>
        Extension(item, "creator", DublinCore)?.Trim() ?? Author(item.Authors);

    // By its text, whatever else stands in it.
    static string? Extension(SyndicationItem item, string name, string space)
    {
        if (item.ElementExtensions.FirstOrDefault(extension => extension.OuterName == name && extension.OuterNamespace == space) is not { } found)
        {
            return null;
        }

        using var reader = found.GetReader();
        return ((XElement)XNode.ReadFrom(reader)).Value is { Length: > 0 } text ? text : null;
    }

    // RSS has an address with the name in brackets, Atom has the name.
    static string? Author(IEnumerable<SyndicationPerson> people) =>
        people.Select(person => string.IsNullOrWhiteSpace(person.Name) ? InBrackets(person.Email) : person.Name.Trim()).FirstOrDefault(name => name is not null);

    static string? InBrackets(string? address)
    {
        var open = address?.IndexOf('(', StringComparison.Ordinal) ?? -1;
        return open >= 0 && address!.EndsWith(')') ? address[(open + 1)..^1].Trim() : null;
    }

    // Only Atom says whether a title has markup; those of RSS have entities at most.
    static string? Title(TextSyndicationContent? title, bool isAtom)
    {
        var text = title is null ? ""
            : !isAtom ? System.Net.WebUtility.HtmlDecode(title.Text)
            : title.Type == "text" ? title.Text
            : HtmlParsing.Parse(Html(title)).Body?.TextContent ?? "";
        return string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
    }

    static void Add(JsonObject to, string name, string? value, int longest = int.MaxValue)
    {
        if (!string.IsNullOrEmpty(value))
        {
            to[name] = value.Length <= longest ? value : value[..longest];
        }
    }

    sealed class UnreadableEntry(string problem) : SyndicationItem
    {
        public string Problem { get; } = problem;
    }

    sealed class RssEntries(Func<SyndicationItem, SyndicationItem> keep) : Rss20FeedFormatter
    {
        int _count;

        protected override SyndicationItem ReadItem(XmlReader reader, SyndicationFeed feed)
        {
            RefuseMore(ref _count);
            return keep(ReadWhole(reader, part => base.ReadItem(part, feed)));
        }
    }

    sealed class AtomEntries(Func<SyndicationItem, SyndicationItem> keep) : Atom10FeedFormatter
    {
        int _count;

        protected override SyndicationItem ReadItem(XmlReader reader, SyndicationFeed feed)
        {
            RefuseMore(ref _count);
            return keep(ReadWhole(reader, part => base.ReadItem(part, feed)));
        }
    }

    // A stranger's feed of millions of empty entries is not read to its end.
    static void RefuseMore(ref int count)
    {
        if (++count > BatchIntake.MostItems)
        {
            throw new BatchFormatException("#", $"has more than {BatchIntake.MostItems} entries.");
        }
    }

    /// <summary>Reads an entry by itself, so that what is wrong in it stays there: first all but what nobody needs, else all but links and the like.</summary>
    static SyndicationItem ReadWhole(XmlReader reader, Func<XmlReader, SyndicationItem> read)
    {
        var entry = BoundedXml.Read(reader, out var isTooDeep);
        if (isTooDeep)
        {
            return new UnreadableEntry($"nests its elements too deeply to be read; at most {BoundedXml.MostLevels} levels are allowed.");
        }

        entry.Elements().Where(part => part.Name.LocalName is "enclosure").Remove();
        try
        {
            return Read();
        }
        catch (Exception e) when (e is XmlException or FormatException or UriFormatException)
        {
            entry.Elements().Where(part => part.Name.LocalName is not ("title" or "description" or "summary" or "content" or "encoded" or "creator")).Remove();
            return ReadRest();
        }

        SyndicationItem ReadRest()
        {
            try
            {
                return Read();
            }
            catch (Exception e) when (e is XmlException or FormatException or UriFormatException)
            {
                return new UnreadableEntry("is not a valid entry of its feed's format.");
            }
        }

        SyndicationItem Read()
        {
            // As text once more: of nodes in memory the formatters take the space between them for content.
            using var part = XmlReader.Create(new StringReader(entry.ToString(SaveOptions.DisableFormatting)), Careful);
            part.MoveToContent();
            return read(part);
        }
    }
}

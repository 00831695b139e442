using System.Globalization;
using System.ServiceModel.Syndication;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Xml;
using SpeechPipeline.Articles;
using SpeechPipeline.Batches.Feeds;
using SpeechPipeline.Requests;
using SpeechPipeline.Text;

namespace SpeechPipeline.Batches;

/// <summary>
/// Makes jobs of the entries of a feed: RSS of any version, Atom 0.3 and 1.0, JSON Feed. An entry that carries its whole text is spoken from it
/// (<c>content:encoded</c>, Atom <c>content</c>); of one with a summary only, the page that it links to is fetched; the summary is
/// what remains when there is no link. A summary of 2,000 characters is none, but the text. An entry that is there twice is spoken once.
/// </summary>
static class Syndication
{
    // Many RSS feeds carry the whole text as the description; summaries are a few hundred characters.
    const int ShortestWhole = 2_000;
    const int LongestLabel = 500;

    // Text stays text: as \u0000 a Cyrillic letter would take six bytes.
    static readonly JsonSerializerOptions AsItIs = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    static readonly XmlQualifiedName Format = new(AtomEntry.Format);

    /// <summary>How many entries a feed has, or how many feeds a list; a page has its one feed.</summary>
    /// <exception cref="BatchFormatException">It has more entries than a batch.</exception>
    public static int Count(FeedSource source) => source switch
    {
        FeedSource.Xml xml => Parts(xml.Markup).Count(),
        FeedSource.Json json => FeedItems(json.Feed).GetArrayLength(),
        FeedSource.List list => list.Feeds.Count,
        _ => 1,
    };

    /// <param name="source">A feed.</param>
    /// <param name="address">Where it came from, which relative links are of; null: unknown.</param>
    /// <param name="label">Whether jobs name the feed that they are of: it is one of several.</param>
    /// <param name="hasLanguage">Whether somebody has said which language the entries are in: feeds often say what their software came with.</param>
    /// <param name="unexpected">Told what fault of ours was met in the entry of that number, from 1; the entry is refused by itself.</param>
    /// <returns>
    /// One job for each entry, as JSON of a submission, in the feed's order; each is made when it is asked for. For an entry that cannot be read:
    /// what <see cref="FeedEntryProblem"/> reads.
    /// </returns>
    /// <exception cref="BatchFormatException">It is no feed, but what names feeds; or has more entries than a batch.</exception>
    public static IEnumerable<byte[]> Jobs(FeedSource source, Uri? address, bool label, bool hasLanguage, Action<int, ReadingFault>? unexpected)
    {
        var (head, items) = source switch
        {
            FeedSource.Xml xml => ReadXml(xml.Markup, address),
            FeedSource.Json json => (JsonFeed.HeadOf(json.Feed), FeedItems(json.Feed).EnumerateArray().Select(item => FeedEntry.Read(item, address)).ToList()),
            FeedSource.List => throw new BatchFormatException("#", "is a list of feeds itself. Submit it by itself, or the feeds that it names."),
            _ => throw new BatchFormatException("#", "is a web page, and no feed. Give the address of the feed that it names as feed_url."),
        };
        return Once(items).Select((item, i) => JsonSerializer.SerializeToUtf8Bytes(
            JobOrProblem(label ? head : head with { Title = null }, item, hasLanguage, fault => unexpected?.Invoke(i + 1, fault)), AsItIs));
    }

    static (FeedHead Head, List<SyndicationItem> Items) ReadXml(FeedMarkup feed, Uri? address)
    {
        var items = Parts(feed).Select(part => FeedEntry.Read(part, feed.IsAtom, address)).ToList();
        return (FeedHead.Of(feed.Head()), items);
    }

    // A stranger's feed of millions of empty entries is not read to its end.
    static IEnumerable<FeedPart> Parts(FeedMarkup feed) =>
        feed.Entries().Select((part, i) => i < BatchIntake.MostItems ? part : throw TooMany());

    static JsonElement FeedItems(JsonElement feed)
    {
        var items = JsonFeed.Items(feed);
        return items.GetArrayLength() <= BatchIntake.MostItems ? items : throw TooMany();
    }

    static BatchFormatException TooMany() => new("#", $"has more than {BatchIntake.MostItems} entries.");

    /// <summary>The whole of a feed.</summary>
    /// <exception cref="BatchFormatException">It is too long.</exception>
    public static byte[] Bytes(Stream feed)
    {
        using var bytes = new MemoryStream();
        var chunk = new byte[81_920];
        for (var read = feed.Read(chunk); read > 0; read = feed.Read(chunk))
        {
            bytes.Write(chunk.AsSpan(0, read));
            if (bytes.Length > FeedSource.MostBytes)
            {
                throw new BatchFormatException("#", $"is a feed of more than {FeedSource.MostBytes / (1024 * 1024)} MiB. Send its entries as NDJSON, or fewer of them.");
            }
        }

        return bytes.ToArray();
    }

    // There are feeds that give all entries one name, and feeds whose entries all link to one page.
    static IEnumerable<SyndicationItem> Once(IEnumerable<SyndicationItem> items)
    {
        var known = new HashSet<(string Id, string Other)>();
        foreach (var item in items)
        {
            if (item is UnreadableEntry || IsNew(item, known))
            {
                yield return item;
            }
        }
    }

    // Of two of one name the link decides, and where there is none, the title. What has no name is what it says.
    static bool IsNew(SyndicationItem item, HashSet<(string Id, string Other)> known)
    {
        var (title, link) = (item.Title?.Text, Link(item));
        if (!string.IsNullOrWhiteSpace(item.Id))
        {
            return known.Add((item.Id, link is null || link == item.Id ? $"title {title}" : $"link {link}"));
        }

        var text = (item.Content as TextSyndicationContent)?.Text ?? item.Summary?.Text;
        return (title ?? link ?? text) is null || known.Add(("", $"{link} {title} {text}"));
    }

    // A fault in one entry never takes the others with it.
    static JsonObject JobOrProblem(FeedHead head, SyndicationItem item, bool hasLanguage, Action<ReadingFault> unexpected)
    {
        try
        {
            return item is UnreadableEntry unreadable ? Problem(unreadable, unexpected) : Job(head, item, hasLanguage);
        }
        catch (Exception e) when (ReadingFault.IsOurs(e))
        {
            return Problem(UnreadableEntry.For(e), unexpected);
        }
    }

    static JsonObject Problem(UnreadableEntry entry, Action<ReadingFault> unexpected)
    {
        if (entry.Fault is { } fault)
        {
            unexpected(fault);
        }

        return FeedEntryProblem.Of(entry.Problem);
    }

    static JsonObject Job(FeedHead head, SyndicationItem item, bool hasLanguage)
    {
        var link = Link(item);
        var text = Text(item) ?? Summary(item, link is null ? 1 : ShortestWhole);
        var page = (item.Content as UrlSyndicationContent)?.Url.AbsoluteUri ?? link;
        if (text is null && page is null)
        {
            return FeedEntryProblem.Of("has no text, and no link to a page that has it, so there is nothing to speak.");
        }

        var article = new JsonObject();
        Add(article, "format", text?.Format);
        Add(article, "content", text?.Content);
        Add(article, "title", item.Title?.Text, JobRequest.LongestName);
        Add(article, "author", item.Authors.Select(author => author.Name).FirstOrDefault() ?? head.Author, JobRequest.LongestName);
        Add(article, "date", item.PublishDate == default ? null : item.PublishDate.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));

        var job = new JsonObject();
        Add(job, "source_url", text is null ? page : null);
        if (article.Count > 0)
        {
            job["article"] = article;
        }

        Add(job, "language", hasLanguage ? null : LanguageOf(item) is { } own ? LanguageTag.Of(own) : head.Language);
        var labels = new JsonObject();
        Add(labels, "feed_entry", string.IsNullOrWhiteSpace(item.Id) ? null : item.Id, LongestLabel);
        Add(labels, "link", link, LongestLabel);
        Add(labels, "feed", head.Title, LongestLabel);
        if (labels.Count > 0)
        {
            job["metadata"] = labels;
        }

        return job;
    }

    static (string Format, string Content)? Text(SyndicationItem item) =>
        item.Content is TextSyndicationContent { Text.Length: > 0 } text && !string.IsNullOrWhiteSpace(text.Text) ? (text.AttributeExtensions[Format], text.Text) : null;

    static (string Format, string Content)? Summary(SyndicationItem item, int shortest) =>
        item.Summary is { } summary && summary.Text.Length >= shortest ? (summary.Type == "text" ? "text" : "html", summary.Text) : null;

    static string? Link(SyndicationItem item)
    {
        // Other alternates are the same in another form: a feed of its comments, data.
        var link = item.Links.Where(link => link.RelationshipType is null or "" or "alternate")
            .OrderBy(link => link.MediaType is null or "" or "text/html" or "application/xhtml+xml" ? 0 : 1).FirstOrDefault();
        return link?.Uri.AbsoluteUri ?? (Uri.TryCreate(item.Id, UriKind.Absolute, out var permalink) && permalink.Scheme is "http" or "https" ? permalink.AbsoluteUri : null);
    }

    static string? LanguageOf(SyndicationItem item) =>
        item.AttributeExtensions.TryGetValue(new XmlQualifiedName("lang", "http://www.w3.org/XML/1998/namespace"), out var language) ? language : null;

    static void Add(JsonObject to, string name, string? value, int longest = int.MaxValue)
    {
        if (!string.IsNullOrEmpty(value))
        {
            to[name] = value.Length <= longest ? value : value[..(char.IsHighSurrogate(value[longest - 1]) ? longest - 1 : longest)];
        }
    }
}

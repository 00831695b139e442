using System.Globalization;
using System.Text;
using System.Xml;
using System.Xml.Linq;
using CsCheck;
using SpeechPipeline.Shows;
using SpeechPipeline.Storage;
using SpeechPipeline.Text;

namespace SpeechPipeline.Specs.Shows;

/// <summary>
/// PSP-1 of the Podcast Standards Project: what it requires of a feed is in every one, and what it recommends is there if it is known. How files
/// are served (HEAD, ranges) is the end-to-end tests' matter.
/// </summary>
public sealed class StandardsSpecs
{
    static readonly XNamespace Itunes = "http://www.itunes.com/dtds/podcast-1.0.dtd";
    static readonly XNamespace Podcast = "https://podcastindex.org/namespace/1.0";
    static readonly XNamespace Atom = "http://www.w3.org/2005/Atom";
    static readonly DateTimeOffset Noon = new(2026, 5, 4, 12, 0, 0, TimeSpan.Zero);

    static readonly Gen<string> Words = Gen.String[Gen.Char["abc XYZ,.-äß漢&<>\"'"], 1, 60].Select(text => $"a{text}");

    // As callers and browsers write them.
    static readonly string[] Addresses = ["https://example.com/salt?a=1&b=2", "https://例え.jp/塩?q=a|b#ü", "https://example.com/塩 1.jpg", "https://xn--r8jz45g.jp/%C3%A4"];

    static readonly Gen<ShowSettings> Settings =
        from texts in Gen.Select(Words, Words, Words)
        from has in Gen.Bool.Array[8]
        from addresses in Gen.Select(Gen.Int[0, 3], Gen.Int[0, 3])
        from category in Gen.Int[0, 2].Select(i => ((string[])["News", "Science/Physics", "TV & Film/Film Reviews"])[i])
        select new ShowSettings(
            has[0] ? texts.Item1 : null, has[1] ? texts.Item2 : null, has[2] ? texts.Item3 : null, has[3] ? "en-gb" : null, has[4] ? category : null, Explicit: has[5],
            has[6] ? new ShowOwner("Ada", "ada@example.com") : null, has[7] ? Addresses[addresses.Item1] : null,
            has[2] ? Addresses[addresses.Item2] : null,
            Visibility: has[0] ? ShowVisibility.Public : ShowVisibility.Private);

    static readonly Gen<EpisodeRow> Row =
        from texts in Gen.Select(Words, Words)
        from has in Gen.Bool.Array[4]
        from number in Gen.Int[1, 1_000_000]
        select Episode(number, texts.Item1, has[0] ? texts.Item2 : null, has[1] ? Addresses[number % 4] : null, has[2] ? Noon.AddHours(-number) : null, has[3]);

    [Fact]
    public void Whatever_a_show_says_of_itself_its_feed_has_what_the_standard_requires() => Gen.Select(Settings, Row.Array[1, 5]).Sample(
        (settings, rows) =>
        {
            var channel = Channel(settings, rows);
            Assert.Equal(["link", "title", "description", "link", "language", "category", "explicit", "image", "guid", "locked", "author", "type"], Known(channel, settings,
                (Atom + "link", link => link.Attribute("rel")?.Value == "self" && IsAddress(link.Attribute("href")) && link.Attribute("type")?.Value == "application/rss+xml"),
                ("title", HasText),
                ("description", text => HasText(text) && Encoding.UTF8.GetByteCount(text.Value) <= 4_000),
                ("link", link => IsUri(link.Value)),
                ("language", static language => LanguageTag.IsWellFormed(language.Value)),
                (Itunes + "category", category => ShowCategories.Problem(string.Join('/', category.DescendantsAndSelf().Select(static part => part.Attribute("text")!.Value))) is null),
                (Itunes + "explicit", IsFlag),
                (Itunes + "image", image => IsAddress(image.Attribute("href"))),
                (Podcast + "guid", guid => Guid.TryParse(guid.Value, out _)),
                (Podcast + "locked", static locked => locked.Value is "yes" or "no"),
                (Itunes + "author", author => HasText(author) || settings is { Author: null, Owner: null }),
                (Itunes + "type", static type => type.Value is "episodic" or "serial")));
            var items = channel.Elements("item").ToList();
            Assert.Equal(rows.Length, items.Count);
            Assert.All(items, item => Assert.Equal(["title", "enclosure", "guid", "pubDate", "description", "duration", "explicit", "transcript", "link", "image", "author"], Known(item, settings,
                ("title", HasText),
                ("enclosure", enclosure => IsAddress(enclosure.Attribute("url")) && (long)enclosure.Attribute("length")! > 0 && enclosure.Attribute("type")?.Value == "audio/mpeg"),
                ("guid", static guid => guid.Value.Length > 0 && guid.Attribute("isPermaLink")?.Value == "false"),
                ("pubDate", static date => DateTimeOffset.TryParseExact(date.Value, "r", CultureInfo.InvariantCulture, DateTimeStyles.None, out _)),
                ("description", text => HasText(text) && Encoding.UTF8.GetByteCount(text.Value) <= 10_000),
                (Itunes + "duration", static duration => (long)duration > 0),
                (Itunes + "explicit", IsFlag),
                (Podcast + "transcript", transcript => IsAddress(transcript.Attribute("url")) && transcript.Attribute("type")?.Value is "text/vtt" or "application/x-subrip" or "application/json"),
                ("link", link => IsUri(link.Value)),
                (Itunes + "image", image => IsAddress(image.Attribute("href"))),
                (Itunes + "author", HasText))));
            Assert.Equal(items.Count, items.Select(static item => item.Element("guid")!.Value).Distinct().Count());
        },
        iter: 1_000);

    [Fact]
    public void A_feed_says_that_it_is_in_UTF_8_and_names_the_three_vocabularies()
    {
        using var content = PodcastFeed.Write(Show(new ShowSettings()), FeedOrder.Of(new ShowSettings(), [Episode(1, "Größe 漢字")]), Noon);
        var bytes = content.ToArray();
        Assert.StartsWith("<?xml version=\"1.0\" encoding=\"utf-8\"?>", new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(bytes), StringComparison.Ordinal);
        using var reader = XmlReader.Create(new MemoryStream(bytes));
        reader.MoveToContent();
        Assert.Equal(
            ("2.0", $"{Itunes}", $"{Podcast}", $"{Atom}"),
            (reader.GetAttribute("version"), reader.GetAttribute("xmlns:itunes"), reader.GetAttribute("xmlns:podcast"), reader.GetAttribute("xmlns:atom")));
    }

    [Fact]
    public void A_show_without_a_picture_has_that_of_its_newest_episode_with_one()
    {
        EpisodeRow[] rows = [Episode(1), Episode(2), Episode(3)];
        (rows[0].Image, rows[1].Image) = ("https://example.com/1.jpg", "https://example.com/2.jpg");
        Assert.Equal("https://example.com/2.jpg", Channel(new ShowSettings(), rows).Element(Itunes + "image")?.Attribute("href")?.Value);
        Assert.Equal("https://example.com/cover.png", Channel(new ShowSettings(Image: "https://example.com/cover.png"), rows).Element(Itunes + "image")?.Attribute("href")?.Value);
    }

    /// <summary>The names of those that are right, or are not there because nothing is known for them.</summary>
    static IEnumerable<string> Known(XElement parent, ShowSettings settings, params (XName Name, Func<XElement, bool> IsRight)[] elements)
    {
        foreach (var (name, isRight) in elements)
        {
            var found = parent.Elements(name).ToList();
            // An episode may have no page, no picture and no author; a show no author.
            var isOptional = parent.Name == "item" ? name == "link" || name == Itunes + "image" || name == Itunes + "author" : name == Itunes + "author" && settings is { Author: null, Owner: null };
            if (found.Count == 0 ? isOptional : found.TrueForAll(element => isRight(element)) && (found.Count == 1 || name == Podcast + "transcript"))
            {
                yield return name.LocalName;
            }
        }
    }

    static bool HasText(XElement element) => element.Value.Trim().Length > 0;

    static bool IsFlag(XElement element) => element.Value is "true" or "false";

    static bool IsAddress(XAttribute? address) => address?.Value is { } value && value.StartsWith("https://", StringComparison.Ordinal) && IsUri(value);

    /// <summary>By the characters of RFC 3986: the framework takes some URIs for ill-formed.</summary>
    static bool IsUri(string text) => Uri.TryCreate(text, UriKind.Absolute, out _) && text.All(static c => char.IsAsciiLetterOrDigit(c) || "-._~:/?#[]@!$&'()*+,;=%".Contains(c, StringComparison.Ordinal));

    static XElement Channel(ShowSettings settings, EpisodeRow[] rows)
    {
        // One with a picture, so that a show without one can have it.
        rows[0].Image ??= "https://example.com/salt.jpg";
        using var content = PodcastFeed.Write(Show(settings), FeedOrder.Of(settings, [.. rows.DistinctBy(static row => row.RowKey)]), Noon);
        return XDocument.Load(content).Root!.Element("channel")!;
    }

    static ShowRow Show(ShowSettings settings)
    {
        var show = new ShowRow { PartitionKey = "to-hear", Token = "secret", Settings = settings };
        show.MoveTo("https://speech.example.com/api");
        return show;
    }

    static EpisodeRow Episode(int number, string title = "Salt", string? author = null, string? link = null, DateTimeOffset? day = null, bool hasImage = false)
    {
        var created = Noon.AddDays(-60).AddSeconds(number);
        var id = JobId.From(created, new byte[10]);
        return new EpisodeRow
        {
            RowKey = EpisodeRow.KeyOf(id),
            Order = $"{id}",
            Title = title,
            Language = "de",
            CreatedAt = created,
            PublishedAt = day,
            Author = author,
            Link = link,
            Image = hasImage ? $"https://example.com/{number}.jpg" : null,
            AudioType = "audio/mpeg",
            AudioBytes = 123_456_789,
            DurationSeconds = 0.2,
            Token = $"token{number}",
            TranscriptType = "text/vtt",
        };
    }
}

using System.Globalization;
using System.Text;
using System.Xml;
using SpeechPipeline.Publishing;
using SpeechPipeline.Publishing.Transcripts;

namespace SpeechPipeline.Shows;

/// <summary>
/// Writes the feed of a show: RSS 2.0 with the elements of Apple Podcasts and of Podcasting 2.0, among them those that the Podcast Standards
/// Project's PSP-1 requires. The same rows give the same bytes on
/// every machine; the current time is not used.
/// </summary>
public static class PodcastFeed
{
    /// <summary>The version of this form: after a change, each feed is rebuilt at its next request.</summary>
    public const byte Version = 4;

    const string Itunes = "http://www.itunes.com/dtds/podcast-1.0.dtd";
    const string Podcast = "https://podcastindex.org/namespace/1.0";
    const string Atom = "http://www.w3.org/2005/Atom";

    static readonly XmlWriterSettings Form = new()
    {
        Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
        Indent = true,
        IndentChars = "",
        NewLineChars = "\n",
        NewLineHandling = NewLineHandling.None,
    };

    /// <param name="show">The show.</param>
    /// <param name="episodes">All its episodes, in the order of the feed.</param>
    /// <param name="changedAt">The time of the last change.</param>
    /// <returns>The document, positioned at its start.</returns>
    public static MemoryStream Write(ShowRow show, IReadOnlyList<FeedEpisode> episodes, DateTimeOffset changedAt)
    {
        var settings = show.Settings;
        var newest = episodes.MaxBy(episode => episode.Date)?.Row;
        var content = new MemoryStream();
        using (var xml = XmlWriter.Create(content, Form))
        {
            xml.WriteStartDocument();
            xml.WriteStartElement("rss");
            xml.WriteAttributeString("version", "2.0");
            xml.WriteAttributeString("xmlns", "itunes", null, Itunes);
            xml.WriteAttributeString("xmlns", "podcast", null, Podcast);
            xml.WriteAttributeString("xmlns", "atom", null, Atom);
            xml.WriteStartElement("channel");
            // Without a picture of its own, a show has that of its newest episode with one.
            var image = settings.Image ?? episodes.Where(episode => episode.Row.Image is not null).MaxBy(episode => episode.Date)?.Row.Image;
            WriteShow(xml, show, settings, newest, image is null ? null : FeedText.Address(image), changedAt);
            for (var i = 0; i < episodes.Count; i++)
            {
                WriteEpisode(xml, show, settings, episodes[i].Row, episodes[i].Date, number: i + 1);
            }

            xml.WriteEndDocument();
        }

        content.Position = 0;
        return content;
    }

    static void WriteShow(XmlWriter xml, ShowRow show, ShowSettings settings, EpisodeRow? newest, string? image, DateTimeOffset changedAt)
    {
        var title = settings.Title ?? show.PartitionKey;
        var link = FeedText.Address(settings.Link ?? show.PublicAddress);
        Element(xml, "title", title);
        Element(xml, "link", link);
        Element(xml, "description", settings.Description ?? title);
        Element(xml, "language", settings.Language ?? newest?.Language ?? "en");
        Element(xml, "generator", "Speech pipeline");
        Element(xml, "lastBuildDate", Date(changedAt));
        xml.WriteStartElement("link", Atom);
        Attribute(xml, "href", show.FeedAddress);
        Attribute(xml, "rel", "self");
        Attribute(xml, "type", "application/rss+xml");
        xml.WriteEndElement();
        if (image is not null)
        {
            xml.WriteStartElement("image");
            Element(xml, "url", image);
            Element(xml, "title", title);
            Element(xml, "link", link);
            xml.WriteEndElement();
            Reference(xml, Itunes, "image", "href", image);
        }

        Element(xml, "type", settings.Type.ToString().ToLowerInvariant(), Itunes);
        Element(xml, "explicit", Flag(settings.Explicit), Itunes);
        if (settings.Visibility == ShowVisibility.Private)
        {
            // Keeps a private show out of directories if its address becomes known.
            Element(xml, "block", "Yes", Itunes);
        }

        WriteOwner(xml, settings);
        WriteCategory(xml, settings.Category ?? ShowCategories.Default);
        if (show.Guid is { } guid)
        {
            Element(xml, "guid", guid, Podcast);
        }

        xml.WriteStartElement("locked", Podcast);
        if (settings.Owner?.Email is { } email)
        {
            Attribute(xml, "owner", email);
        }

        xml.WriteString(settings.Locked ? "yes" : "no");
        xml.WriteEndElement();
    }

    static void WriteOwner(XmlWriter xml, ShowSettings settings)
    {
        if ((settings.Author ?? settings.Owner?.Name) is { } author)
        {
            Element(xml, "author", author, Itunes);
            Element(xml, "person", author, Podcast);
        }

        if (settings.Owner is { } owner)
        {
            xml.WriteStartElement("owner", Itunes);
            if (owner.Name is { } name)
            {
                Element(xml, "name", name, Itunes);
            }

            if (owner.Email is { } email)
            {
                Element(xml, "email", email, Itunes);
            }

            xml.WriteEndElement();
        }
    }

    static void WriteCategory(XmlWriter xml, string category)
    {
        var (main, sub) = ShowCategories.Split(category);
        xml.WriteStartElement("category", Itunes);
        Attribute(xml, "text", main);
        if (sub is not null)
        {
            Reference(xml, Itunes, "category", "text", sub);
        }

        xml.WriteEndElement();
    }

    static void WriteEpisode(XmlWriter xml, ShowRow show, ShowSettings settings, EpisodeRow episode, DateTimeOffset date, int number)
    {
        xml.WriteStartElement("item");
        Element(xml, "title", episode.Title);
        if (episode.Link is { } link)
        {
            Element(xml, "link", FeedText.Address(link));
        }

        Element(xml, "description", FeedText.DescriptionOf(episode));
        xml.WriteStartElement("guid");
        Attribute(xml, "isPermaLink", "false");
        xml.WriteString(episode.Guid);
        xml.WriteEndElement();
        Element(xml, "pubDate", Date(date));
        xml.WriteStartElement("enclosure");
        Attribute(xml, "url", Address(episode.AudioFile));
        Attribute(xml, "length", Number(episode.AudioBytes));
        Attribute(xml, "type", episode.AudioType);
        xml.WriteEndElement();
        Element(xml, "duration", Number(Math.Max(1, (long)Math.Round(episode.DurationSeconds))), Itunes);
        Element(xml, "episodeType", "full", Itunes);
        Element(xml, "explicit", Flag(settings.Explicit), Itunes);
        if (settings.Type == ShowKind.Serial)
        {
            Element(xml, "episode", Number(number), Itunes);
        }

        if (episode.Author is { } author)
        {
            Element(xml, "author", author, Itunes);
            xml.WriteStartElement("person", Podcast);
            Attribute(xml, "group", "writing");
            Attribute(xml, "role", "author");
            xml.WriteString(FeedText.Clean(author));
            xml.WriteEndElement();
        }

        if (episode.Image is { } image)
        {
            Reference(xml, Itunes, "image", "href", FeedText.Address(image));
        }

        if (episode.TranscriptType is { } transcript)
        {
            WriteFile("transcript", "transcript", transcript);
            WriteFile("transcript", "transcript.srt", SubRip.MediaType);
            WriteFile("transcript", "transcript.json", TranscriptJson.MediaType);
        }

        if (episode.ChaptersType is { } chapters)
        {
            WriteFile("chapters", "chapters", chapters);
        }

        xml.WriteEndElement();

        string Address(string file) => EpisodeAddress.Of(show.BaseAddress, episode.Job, file, episode.Token);

        void WriteFile(string element, string file, string type)
        {
            xml.WriteStartElement(element, Podcast);
            Attribute(xml, "url", Address(file));
            Attribute(xml, "type", type);
            xml.WriteEndElement();
        }
    }

    static void Element(XmlWriter xml, string name, string value, string? space = null) => xml.WriteElementString(name, space, FeedText.Clean(value));

    static void Attribute(XmlWriter xml, string name, string value) => xml.WriteAttributeString(name, FeedText.Clean(value));

    static void Reference(XmlWriter xml, string space, string name, string attribute, string value)
    {
        xml.WriteStartElement(name, space);
        Attribute(xml, attribute, value);
        xml.WriteEndElement();
    }

    static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);

    static string Flag(bool flag) => flag ? "true" : "false";

    /// <summary>RFC 822, section 5, with the four digits of the year that RSS 2.0 prefers.</summary>
    static string Date(DateTimeOffset time) => time.ToString("r", CultureInfo.InvariantCulture);
}

/// <summary>An episode in a feed.</summary>
/// <param name="Row">The row of the episode.</param>
/// <param name="Date">In whole seconds; no two of one feed have the same.</param>
public sealed record FeedEpisode(EpisodeRow Row, DateTimeOffset Date);

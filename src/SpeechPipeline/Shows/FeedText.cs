using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using System.Xml;

namespace SpeechPipeline.Shows;

/// <summary>Makes any text fit for a feed.</summary>
static class FeedText
{
    static readonly HtmlEncoder Html = HtmlEncoder.Create(UnicodeRanges.All);

    /// <summary>The text without what XML cannot hold (XML 1.0, section 2.2): control characters, halves of surrogate pairs, U+FFFE, U+FFFF.</summary>
    public static string Clean(string text)
    {
        var valid = 0;
        while (valid < text.Length && LengthAt(text, valid) is > 0 and var length)
        {
            valid += length;
        }

        if (valid == text.Length)
        {
            return text;
        }

        var clean = new StringBuilder(text.Length).Append(text, 0, valid);
        for (var at = valid; at < text.Length;)
        {
            var length = LengthAt(text, at);
            clean.Append(text, at, length);
            at += Math.Max(length, 1);
        }

        return clean.ToString();
    }

    /// <summary>The address as RSS wants it, a URI (RFC 3986): callers may give what browsers show, in any script.</summary>
    public static string Address(string address) =>
        Uri.IsWellFormedUriString(address, UriKind.Absolute) || !Uri.TryCreate(address, UriKind.Absolute, out var uri) ? address
        : uri.HostNameType == UriHostNameType.Dns ? uri.AbsoluteUri.Replace(uri.Host, uri.IdnHost, StringComparison.Ordinal)
        : uri.AbsoluteUri;

    /// <summary>The description of an episode as HTML, followed by its source with a link.</summary>
    public static string DescriptionOf(EpisodeRow episode)
    {
        var html = new StringBuilder();
        if (episode.Description is { } description)
        {
            html.Append("<p>").Append(Encoded(description)).Append("</p>");
        }

        var title = Encoded(episode.Title);
        string?[] source =
        [
            episode.Link is { } link ? $"<a href=\"{Encoded(Address(link))}\">{title}</a>" : null,
            episode.Author is { } author ? Encoded(author) : null,
            episode.Site is { } site ? Encoded(site) : null,
            episode.PublishedAt is { } day ? $"{day:yyyy-MM-dd}" : null,
        ];
        if (source.Any(part => part is not null))
        {
            html.Append("<p>").AppendJoin(" · ", source.Where(part => part is not null)).Append("</p>");
        }

        return html.Length > 0 ? html.ToString() : $"<p>{title}</p>";
    }

    // Written as a reference, a control character would pass the feed as text, and be wrong in the HTML.
    static string Encoded(string text) => Html.Encode(Clean(text));

    /// <summary>The length of the valid character there, in UTF-16 units; 0 if it is not valid.</summary>
    static int LengthAt(string text, int at) =>
        XmlConvert.IsXmlChar(text[at]) ? 1
        : at + 1 < text.Length && XmlConvert.IsXmlSurrogatePair(text[at + 1], text[at]) ? 2
        : 0;
}

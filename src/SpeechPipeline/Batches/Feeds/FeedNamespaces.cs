namespace SpeechPipeline.Batches.Feeds;

/// <summary>The namespaces that feeds use, by the prefixes that everybody gives them, so that a feed that forgets to say so is read all the same.</summary>
static class FeedNamespaces
{
    public const string Xhtml = "http://www.w3.org/1999/xhtml";

    const int LongestAddress = 500;

    static readonly Dictionary<string, string> Known = new(StringComparer.Ordinal)
    {
        ["atom"] = "http://www.w3.org/2005/Atom",
        ["content"] = "http://purl.org/rss/1.0/modules/content/",
        ["dc"] = "http://purl.org/dc/elements/1.1/",
        ["dcterms"] = "http://purl.org/dc/terms/",
        ["itunes"] = "http://www.itunes.com/dtds/podcast-1.0.dtd",
        ["media"] = "http://search.yahoo.com/mrss/",
        ["rdf"] = "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
        ["xhtml"] = Xhtml,
    };

    /// <summary>What a prefix that is nowhere declared stands for.</summary>
    public static string Of(string prefix) => Known.GetValueOrDefault(prefix, $"urn:prefix:{prefix}");

    /// <summary>Whether a declaration can be kept: XML does not allow all of them, and a name that is as long as a text is none.</summary>
    public static bool IsUsable(string prefix, string address) =>
        prefix is not ("xml" or "xmlns") && address.Length <= LongestAddress && (prefix.Length == 0 || address.Length > 0)
        && address is not ("http://www.w3.org/2000/xmlns/" or "http://www.w3.org/XML/1998/namespace");
}

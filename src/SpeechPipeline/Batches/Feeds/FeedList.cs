namespace SpeechPipeline.Batches.Feeds;

/// <summary>The feeds that a list in OPML names, at whatever level.</summary>
static class FeedList
{
    /// <summary>Of one list; each is a request to somebody's server.</summary>
    public const int MostFeeds = 100;

    /// <returns>Their addresses, each once, in their order.</returns>
    /// <exception cref="BatchFormatException">It names none, or too many.</exception>
    public static IReadOnlyList<string> Of(FeedMarkup list, Uri? address)
    {
        var (feeds, known) = (new List<string>(), new HashSet<string>(StringComparer.Ordinal));
        foreach (var tag in list.Tags().Where(tag => tag.LocalName.Equals("outline", StringComparison.OrdinalIgnoreCase)))
        {
            if (AddressOf(tag) is not { } feed || !known.Add(Absolute(feed, address)))
            {
                continue;
            }

            if (feeds.Count == MostFeeds)
            {
                throw new BatchFormatException("#", $"is a list of more than {MostFeeds} feeds. Part it, and submit each part by itself.");
            }

            feeds.Add(Absolute(feed, address));
        }

        return feeds.Count > 0 ? feeds : throw new BatchFormatException("#", "is a list in OPML that names no feed: no outline has an xmlUrl.");
    }

    static string? AddressOf(FeedTag outline)
    {
        var type = outline.Find("type")?.Trim().ToLowerInvariant();
        var address = outline.Find("xmlUrl") ?? (type is "rss" or "atom" or "feed" ? outline.Find("url") : null);
        return address?.Trim() is { Length: > 0 } feed ? feed : null;
    }

    /// <summary>The address as it is fetched: <c>feed:</c> is the web's, by another name.</summary>
    public static string Absolute(string feed, Uri? address)
    {
        var plain = feed.StartsWith("feed://", StringComparison.OrdinalIgnoreCase) ? $"http://{feed["feed://".Length..]}"
            : feed.StartsWith("feed:", StringComparison.OrdinalIgnoreCase) ? feed["feed:".Length..]
            : feed;
        return address is not null && Uri.TryCreate(address, plain, out var absolute) ? absolute.AbsoluteUri : plain;
    }
}

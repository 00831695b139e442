using SpeechPipeline.Text;
namespace SpeechPipeline.Shows;

/// <summary>
/// Decides the episodes of a feed, their order and their dates: the date that the article states, or else the time of
/// submission, which all items of a batch share, then their number in it. In a serial, files dropped on the same day are sorted by
/// path. The result depends only on the rows, not on their order.
/// </summary>
public static class FeedOrder
{
    static readonly TimeSpan Apart = TimeSpan.FromSeconds(1);

    /// <param name="settings">The settings of the show.</param>
    /// <param name="rows">All rows of the show, including removed episodes.</param>
    /// <returns>The episodes in the order of the feed: in a serial the oldest first, otherwise the newest.</returns>
    public static List<FeedEpisode> Of(ShowSettings settings, IEnumerable<EpisodeRow> rows)
    {
        var shown = Shown(rows).Select(episode => (episode.Row, episode.AskedAt, Day: settings.Dates == EpisodeDates.Article ? episode.Row.PublishedAt : null)).ToList();
        var begins = shown.Where(IsOfItsDay).GroupBy(episode => episode.AskedAt.Date).ToDictionary(day => day.Key, day => day.Min(episode => episode.AskedAt));
        var ordered = shown
            .Select(episode => (episode.Row, Time: IsOfItsDay(episode) ? begins[episode.AskedAt.Date] : episode.Day ?? episode.AskedAt))
            .OrderByDescending(episode => episode.Time)
            .ThenByDescending(episode => episode.Row.Drop, NaturalOrder.Instance)
            .ThenBy(episode => episode.Row.Order, StringComparer.Ordinal)
            .ThenBy(episode => episode.Row.RowKey, StringComparer.Ordinal);

        // Apps sort by date, and a feed has whole seconds. Equal dates are moved to the past, because apps hide episodes with a future date.
        var (feed, date) = (new List<FeedEpisode>(), DateTimeOffset.MaxValue);
        foreach (var (row, time) in ordered)
        {
            var second = time.AddTicks(-(time.Ticks % Apart.Ticks));
            date = second < date ? second : date - Apart;
            feed.Add(new FeedEpisode(row, date));
        }

        if (settings.Type == ShowKind.Serial)
        {
            feed.Reverse();
        }

        return feed;

        bool IsOfItsDay((EpisodeRow Row, DateTimeOffset AskedAt, DateTimeOffset? Day) episode) =>
            settings.Type == ShowKind.Serial && episode.Day is null && episode.Row.Drop is not null;
    }

    /// <summary>The rows that are still in the show although there is a newer version of their file.</summary>
    public static IEnumerable<EpisodeRow> Replaced(IReadOnlyCollection<EpisodeRow> rows) =>
        rows.Where(row => !row.IsRemoved).Except(Shown(rows).Select(shown => shown.Row));

    /// <summary>The newest version of each dropped file, in the place of the first; of a removed file, only later versions.</summary>
    static IEnumerable<(EpisodeRow Row, DateTimeOffset AskedAt)> Shown(IEnumerable<EpisodeRow> rows)
    {
        foreach (var file in rows.GroupBy(row => (row.Drop, row.Drop is null ? row.Job : null)))
        {
            var versions = file.OrderBy(row => row.AskedAt).ThenBy(row => row.CreatedAt).ThenBy(row => row.RowKey, StringComparer.Ordinal).ToList();
            var left = versions.Skip(1 + versions.FindLastIndex(row => row.IsTakenOut)).ToList();
            if (left is [var first, ..])
            {
                yield return (left[^1], first.AskedAt);
            }
        }
    }
}

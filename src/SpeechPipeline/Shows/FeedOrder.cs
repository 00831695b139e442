using SpeechPipeline.Text;
namespace SpeechPipeline.Shows;

/// <summary>
/// Which episodes a feed has, in what order and under which dates: by the day that their article states, the others by when they were
/// asked for, which all items of a batch share, then by their number in it. Of a serial the files that were dropped on one day follow
/// their paths. The rows alone decide, in whatever order they come.
/// </summary>
public static class FeedOrder
{
    static readonly TimeSpan Apart = TimeSpan.FromSeconds(1);

    /// <param name="settings">The show's.</param>
    /// <param name="rows">All of the show, those that have left it too.</param>
    /// <returns>The episodes in the order of the feed: of a serial the oldest first, else the newest.</returns>
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

        // Apps sort by the date, and a feed states whole seconds. What would have the same is put back, not on: apps hide what is to come.
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

    /// <summary>The rows that stand in the show though a newer version of their file is there.</summary>
    public static IEnumerable<EpisodeRow> Replaced(IReadOnlyCollection<EpisodeRow> rows) =>
        rows.Where(row => !row.IsRemoved).Except(Shown(rows).Select(shown => shown.Row));

    /// <summary>Of each dropped file the newest version, which has the place of the first that it stands for; of a file that was taken out what came later.</summary>
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

using System.Security.Cryptography;
using System.Text;
using CsCheck;
using SpeechPipeline.Shows;
using SpeechPipeline.Storage;
using SpeechPipeline.Text;

namespace SpeechPipeline.Specs.Shows;

/// <summary>In what order the episodes of a feed stand, whatever the order in which their rows come.</summary>
public sealed class FeedOrderSpecs
{
    static readonly DateTimeOffset Noon = new(2026, 5, 4, 12, 0, 0, TimeSpan.Zero);
    static readonly ShowSettings Serial = new(Type: ShowKind.Serial);
    static readonly ShowSettings Episodic = new();

    static readonly string[] Pieces = ["a", "b", "/", "-", "0", "1", "2", "9", "10", "007"];

    static readonly Gen<string> AnyPath = Gen.Int[0, Pieces.Length - 1].Array[0, 6].Select(pieces => string.Concat(pieces.Select(piece => Pieces[piece])));

    static readonly Gen<EpisodeRow[]> AnyRows = Gen.Select(
            Gen.Int[0, 3], Gen.Int[0, 3], Gen.Int[0, 5], Gen.Bool, Gen.Int[0, 4], AnyPath,
            (day, second, item, dropped, dated, path) => Row($"{day}", Noon.AddDays(day).AddSeconds(second), dropped ? null : item, dropped ? path : null, dated == 0 ? Noon.AddDays(-day) : null))
        .Array[0, 30].Select(rows => rows.DistinctBy(row => row.RowKey).ToArray());

    [Fact]
    public void Items_of_a_batch_stand_in_its_order_whenever_each_was_accepted()
    {
        var items = Enumerable.Range(0, 48).Select(item => Row($"{item}", Noon, item)).ToArray();
        new Random(3).Shuffle(items);
        for (var i = 0; i < items.Length; i++)
        {
            items[i].CreatedAt = Noon.AddMilliseconds(i);
        }

        var before = Row("before", Noon.AddSeconds(-1));
        var after = Row("after", Noon.AddSeconds(1));
        Assert.Equal(["before", .. Enumerable.Range(0, 48).Select(item => $"{item}"), "after"], Titles(Serial, [after, .. items, before]));
        Assert.Equal(["after", .. Enumerable.Range(0, 48).Reverse().Select(item => $"{item}"), "before"], Titles(Episodic, [after, .. items, before]));
    }

    [Fact]
    public void Files_that_a_serial_got_on_one_day_follow_their_paths_as_people_count()
    {
        string[] files = ["book/1.md", "book/2.md", "book/10.md", "book/10b.md", "book/11.md"];
        var rows = files.Select((file, i) => Row(file, Noon.AddMinutes(files.Length - i), drop: file)).ToArray();
        var yesterday = Row("book/99.md", Noon.AddDays(-1), drop: "book/99.md");
        Assert.Equal(["book/99.md", .. files], Titles(Serial, [.. rows, yesterday]));
        // Each stands by itself: the newest first.
        Assert.Equal(["book/1.md", "book/2.md", "book/10.md", "book/10b.md", "book/11.md", "book/99.md"], Titles(Episodic, [.. rows, yesterday]));
    }

    [Fact]
    public void What_states_its_day_stands_there_unless_the_show_goes_by_its_episodes()
    {
        EpisodeRow[] rows = [Row("2.md", Noon, drop: "2.md"), Row("1.md", Noon.AddDays(-3), drop: "1.md", day: Noon.AddDays(-1)), Row("old", Noon.AddHours(1), day: Noon.AddYears(-9))];
        Assert.Equal(["old", "1.md", "2.md"], Titles(Serial, rows));
        Assert.Equal(["1.md", "2.md", "old"], Titles(Serial with { Dates = EpisodeDates.Episode }, rows));
    }

    [Fact]
    public void The_newest_version_of_a_file_has_the_place_of_the_first()
    {
        EpisodeRow[] rows = [Row("1", Noon, drop: "1.md"), Row("2, wrong", Noon, drop: "2.md"), Row("3", Noon.AddDays(1), drop: "3.md"), Row("2", Noon.AddDays(2), drop: "2.md")];
        Assert.Equal(["1", "2", "3"], Titles(Serial, rows));
        Assert.Equal(["2, wrong"], FeedOrder.Replaced(rows).Select(row => row.Title));
        Assert.Equal(rows[1].Guid, rows[3].Guid);
        Assert.Equal(3, rows.Select(row => row.Guid).Distinct().Count());

        // Who takes the correction out wants the file out, until it is dropped again.
        rows[3] = rows[3].Tombstone(Noon);
        Assert.Equal(["1", "3"], Titles(Serial, rows));
        Assert.Equal(["1", "3", "again"], Titles(Serial, [.. rows, Row("again", Noon.AddDays(3), drop: "2.md")]));
    }

    [Fact]
    public void The_order_is_one_for_all_orders_of_the_rows_and_the_dates_follow_it() => Gen.Select(AnyRows, Gen.Int, Gen.Bool, Gen.Bool).Sample((rows, seed, serial, byArticle) =>
    {
        var settings = new ShowSettings(Type: serial ? ShowKind.Serial : ShowKind.Episodic, Dates: byArticle ? EpisodeDates.Article : EpisodeDates.Episode);
        var feed = FeedOrder.Of(settings, rows);
        var shuffled = rows.ToArray();
        new Random(seed).Shuffle(shuffled);
        Assert.Equal(feed, FeedOrder.Of(settings, shuffled));
        var dates = feed.Select(episode => episode.Date).ToList();
        Assert.Equal(serial ? dates.Order() : dates.OrderDescending(), dates);
        Assert.Equal(dates.Count, dates.Distinct().Count());
        Assert.All(dates, date => Assert.Equal(0, date.Ticks % TimeSpan.TicksPerSecond));

        // Any two stand to each other as they do alone, but for the files of a day, which begin with its first.
        if (!serial)
        {
            for (var i = 1; i < feed.Count; i++)
            {
                var two = FeedOrder.Of(settings, rows.Where(row => row.Drop is { } drop ? drop == feed[i].Row.Drop || drop == feed[i - 1].Row.Drop : row == feed[i].Row || row == feed[i - 1].Row));
                Assert.Equal([feed[i - 1].Row, feed[i].Row], two.Select(episode => episode.Row));
            }
        }
    });

    [Fact]
    public void Paths_are_ordered_totally() => Gen.Select(AnyPath, AnyPath, AnyPath).Sample((one, two, three) =>
    {
        var order = NaturalOrder.Instance;
        Assert.Equal(Math.Sign(order.Compare(one, two)), -Math.Sign(order.Compare(two, one)));
        Assert.Equal(one == two, order.Compare(one, two) == 0);
        Assert.False(order.Compare(one, two) <= 0 && order.Compare(two, three) <= 0 && order.Compare(one, three) > 0);
        Assert.True(order.Compare(null, one) < 0);
    }, iter: 100_000);

    static EpisodeRow Row(string title, DateTimeOffset askedAt, int? item = null, string? drop = null, DateTimeOffset? day = null)
    {
        var id = JobId.From(askedAt, SHA256.HashData(Encoding.UTF8.GetBytes($"{title} {item} {drop} {askedAt:O} {day:O}")).AsSpan(0, 10));
        return new EpisodeRow
        {
            PartitionKey = "to-hear",
            RowKey = EpisodeRow.KeyOf(id),
            Order = EpisodeRow.OrderOf(id, item),
            Title = title,
            Drop = drop,
            CreatedAt = askedAt,
            PublishedAt = day,
        };
    }

    static IEnumerable<string> Titles(ShowSettings settings, params EpisodeRow[] rows) => FeedOrder.Of(settings, rows).Select(episode => episode.Row.Title);
}

using System.Text;
using System.Text.Json;
using System.Xml.Linq;
using CsCheck;
using SpeechPipeline.Shows;
using SpeechPipeline.Storage;

namespace SpeechPipeline.Specs.Shows;

/// <summary>What stands in a feed, and in what order.</summary>
public sealed class PodcastFeedSpecs
{
    static readonly XNamespace Itunes = "http://www.itunes.com/dtds/podcast-1.0.dtd";
    static readonly XNamespace Podcast = "https://podcastindex.org/namespace/1.0";
    static readonly DateTimeOffset Noon = new(2026, 5, 4, 12, 0, 0, TimeSpan.Zero);

    static readonly ShowSettings Full = new(
        "To hear", "Ada Example", "Long reads, <read> & \"spoken\".", "en-gb", "Society & Culture/Documentary", Explicit: true,
        new ShowOwner("Ada", "ada@example.com"), "https://example.com/cover.png", "https://example.com/", Visibility: ShowVisibility.Public);

    [Theory]
    [InlineData("podnews.net/rss", "9b024349-ccf0-5f69-a609-6b82873eab3c")]
    [InlineData("https://podnews.net/rss/", "9b024349-ccf0-5f69-a609-6b82873eab3c")]
    [InlineData("mp3s.nashownotes.com/pc20rss.xml", "917393e3-1b1e-5cef-ace4-edaa54e1f810")]
    public void The_guid_of_a_feed_is_the_one_that_Podcasting_2_0_gives_its_address(string address, string guid) =>
        Assert.Equal(guid, $"{FeedGuid.Of(address):D}");

    [Fact]
    public async Task A_parser_of_others_understands_every_field()
    {
        var episode = Episode(1, title: "Salt & <light>");
        (episode.Author, episode.Site, episode.Link) = ("Grace & Co", "Example Weekly", "https://example.com/salt?a=1&b=2");
        (episode.Description, episode.Image) = ("Of salt, <b>not</b> of light.", "https://example.com/salt.jpg");
        (episode.PublishedAt, episode.TranscriptType, episode.ChaptersType) = (Noon.AddDays(-30), "text/vtt", "application/json+chapters");
        using var tool = new NodeTool("parse-feed.mjs");
        var feed = JsonSerializer.Deserialize<JsonElement>(await tool.Ask(Text(Show(Full), episode), TestContext.Current.CancellationToken));

        Assert.Equal(
            JsonSerializer.Deserialize<JsonElement>("""
                {"title":"To hear","link":"https://example.com/","description":"Long reads, <read> & \"spoken\".","language":"en-gb","lastBuildDate":"Mon, 04 May 2026 12:00:00 GMT",
                 "generator":"Speech pipeline","image":{"url":"https://example.com/cover.png","title":"To hear","link":"https://example.com/"},
                 "items":[{"title":"Salt & <light>","link":"https://example.com/salt?a=1&b=2",
                   "description":"<p>Of salt, &lt;b&gt;not&lt;/b&gt; of light.</p><p><a href=\"https://example.com/salt?a=1&amp;b=2\">Salt &amp; &lt;light&gt;</a> · Grace &amp; Co · Example Weekly · 2026-04-04</p>",
                   "enclosures":[{"url":"https://speech.example.com/api/episodes/JOB/audio.mp3?t=token1","length":123456789012,"type":"audio/mpeg"}],
                   "guid":{"value":"JOB","isPermaLink":false},"pubDate":"Sat, 04 Apr 2026 12:00:00 GMT",
                   "itunes":{"duration":62,"image":"https://example.com/salt.jpg","author":"Grace & Co","episodeType":"full","explicit":true},
                   "podcast":{"transcripts":[{"url":"https://speech.example.com/api/episodes/JOB/transcript?t=token1","type":"text/vtt"},
                       {"url":"https://speech.example.com/api/episodes/JOB/transcript.srt?t=token1","type":"application/x-subrip"},
                       {"url":"https://speech.example.com/api/episodes/JOB/transcript.json?t=token1","type":"application/json"}],
                     "chapters":{"url":"https://speech.example.com/api/episodes/JOB/chapters?t=token1","type":"application/json+chapters"},
                     "persons":[{"display":"Grace & Co","role":"author","group":"writing"}]}}],
                 "atom":{"links":[{"href":"https://speech.example.com/api/shows/to-hear/feed.xml","rel":"self","type":"application/rss+xml"}]},
                 "itunes":{"image":"https://example.com/cover.png","explicit":true,"author":"Ada Example","type":"episodic",
                   "categories":[{"text":"Society & Culture","categories":[{"text":"Documentary"}]}],"owner":{"name":"Ada","email":"ada@example.com"}},
                 "podcast":{"locked":{"value":true,"owner":"ada@example.com"},"persons":[{"display":"Ada Example"}],"guid":"GUID"}}
                """.Replace("JOB", episode.Job).Replace("GUID", $"{FeedGuid.Of("speech.example.com/api/shows/to-hear/feed.xml"):D}")),
            feed,
            JsonElement.DeepEquals);
    }

    [Fact]
    public void A_show_of_which_nothing_is_said_has_what_a_feed_must_have_and_is_kept_out_of_directories()
    {
        var channel = Channel(Show(new ShowSettings()), Episode(1));
        Assert.Equal(
            ("to-hear", "https://speech.example.com/api/shows/to-hear/feed.xml", "to-hear", "de", "Yes", "yes"),
            (Value(channel, "title"), Value(channel, "link"), Value(channel, "description"), Value(channel, "language"), Value(channel, Itunes + "block"), Value(channel, Podcast + "locked")));
        Assert.EndsWith("/feed.xml?t=secret", channel.Element(XName.Get("link", "http://www.w3.org/2005/Atom"))!.Attribute("href")!.Value);
        Assert.DoesNotContain("secret", Value(channel, "link"), StringComparison.Ordinal);
    }

    [Fact]
    public void What_an_episode_does_not_have_is_not_claimed()
    {
        var item = Channel(Show(Full), Episode(1)).Element("item")!;
        Assert.Empty(item.Elements(Podcast + "transcript").Concat(item.Elements(Podcast + "chapters")).Concat(item.Elements(Itunes + "image")).Concat(item.Elements(Itunes + "episode")));
        Assert.Empty(item.Elements("link"));
        Assert.Equal("<p>Episode 1</p>", Value(item, "description"));
    }

    [Fact]
    public void The_order_in_which_rows_come_changes_no_byte()
    {
        var random = new Random(7);
        var expected = Text(Show(Full), [.. Enumerable.Range(0, 40).Select(i => Episode(i))]);
        for (var i = 0; i < 5; i++)
        {
            var rows = Enumerable.Range(0, 40).Select(number => Episode(number)).ToArray();
            random.Shuffle(rows);
            Assert.Equal(expected, Text(Show(Full), rows));
        }
    }

    [Fact]
    public void The_newest_comes_first_and_of_a_serial_the_oldest_with_its_number()
    {
        EpisodeRow[] Rows() => [Episode(2), Episode(1), Episode(3)];
        Assert.Equal(["Episode 3", "Episode 2", "Episode 1"], Titles(Channel(Show(Full), Rows())));
        var serial = Channel(Show(Full with { Type = ShowKind.Serial }), Rows());
        Assert.Equal(["Episode 1", "Episode 2", "Episode 3"], Titles(serial));
        Assert.Equal(["1", "2", "3"], serial.Elements("item").Select(item => Value(item, Itunes + "episode")));
    }

    [Fact]
    public void Articles_have_their_own_day_unless_the_show_goes_by_its_episodes()
    {
        EpisodeRow[] Rows()
        {
            var old = Episode(3);
            old.PublishedAt = Noon.AddYears(-10);
            return [Episode(1), old, Episode(2)];
        }

        Assert.Equal(["Episode 2", "Episode 1", "Episode 3"], Titles(Channel(Show(Full), Rows())));
        Assert.Equal(["Episode 3", "Episode 2", "Episode 1"], Titles(Channel(Show(Full with { Dates = EpisodeDates.Episode }), Rows())));
    }

    [Fact]
    public void Whatever_text_there_is_the_feed_is_well_formed_and_says_it_without_what_XML_cannot_hold() =>
        Gen.Select(Gen.String, Gen.String, Gen.String).Sample((title, author, description) =>
        {
            var episode = Episode(1, title);
            (episode.Author, episode.Description) = (author, description);
            var item = Channel(Show(Full with { Title = description, Author = title }), episode).Element("item")!;
            Assert.Equal(Held(title), Value(item, "title"));
            Assert.Equal(Held(author), Value(item, Itunes + "author"));
        });

    [Fact]
    public void Half_a_surrogate_pair_and_control_characters_are_left_out()
    {
        // Not as data of a theory: attributes cannot hold half a pair either.
        foreach (var (title, said) in ((string, string)[])
        [
            ("a\u0000b\u0008c\u001Fd", "abcd"), ("\uD83D\uDE42 \uD83D and \uDE42", "\uD83D\uDE42  and "), ("\uFFFE\uFFFF]]>\t", "]]>\t"), ("\uD83D", ""),
        ])
        {
            var episode = Episode(1, title);
            episode.Description = title;
            var item = Channel(Show(Full), episode).Element("item")!;
            Assert.Equal(said, Value(item, "title"));
            Assert.Equal(said.Trim(), XElement.Parse(Value(item, "description").Split("</p>")[0] + "</p>", LoadOptions.PreserveWhitespace).Value.Trim());
        }
    }

    static string Held(string text)
    {
        var held = new StringBuilder();
        foreach (var rune in text.EnumerateRunes().Where(rune => rune.Value is '\t' or '\n' or '\r' or >= 0x20 and < 0xFFFE or > 0xFFFF))
        {
            held.Append(rune.ToString());
        }

        // Half a pair is read as U+FFFD, which XML could hold; a real one stays.
        return text.Contains('\uFFFD', StringComparison.Ordinal) ? held.ToString() : held.Replace("\uFFFD", "").ToString().ReplaceLineEndings("\n");
    }

    static ShowRow Show(ShowSettings settings)
    {
        var show = new ShowRow { PartitionKey = "to-hear", Token = "secret", Settings = settings };
        show.MoveTo("https://speech.example.com/api");
        return show;
    }

    static EpisodeRow Episode(int number, string? title = null)
    {
        var created = Noon.AddDays(-60).AddSeconds(number);
        var id = JobId.From(created, new byte[10]);
        return new EpisodeRow
        {
            RowKey = EpisodeRow.KeyOf(id),
            Order = $"{id}",
            Title = title ?? $"Episode {number}",
            Language = "de",
            CreatedAt = created,
            AudioType = "audio/mpeg",
            AudioBytes = 123_456_789_012,
            DurationSeconds = 61.7,
            Token = $"token{number}",
        };
    }

    static string Text(ShowRow show, params EpisodeRow[] episodes)
    {
        using var content = PodcastFeed.Write(show, FeedOrder.Of(show.Settings, episodes), Noon);
        return Encoding.UTF8.GetString(content.ToArray());
    }

    static XElement Channel(ShowRow show, params EpisodeRow[] episodes) => XDocument.Parse(Text(show, episodes), LoadOptions.PreserveWhitespace).Root!.Element("channel")!;

    static IEnumerable<string> Titles(XElement channel) => channel.Elements("item").Select(item => Value(item, "title"));

    static string Value(XElement parent, XName name) => parent.Element(name)!.Value;
}

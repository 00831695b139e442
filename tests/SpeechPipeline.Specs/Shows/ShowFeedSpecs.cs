using Azure;
using Microsoft.Extensions.Options;
using SpeechPipeline.Durability;
using SpeechPipeline.Requests;
using SpeechPipeline.Settings;
using SpeechPipeline.Shows;
using SpeechPipeline.Specs.Jobs;
using SpeechPipeline.Storage;

namespace SpeechPipeline.Specs.Shows;

/// <summary>The feed follows its rows, and nothing else.</summary>
public sealed class ShowFeedSpecs
{
    [Fact]
    public async Task Completions_at_once_with_feeds_made_at_once_leave_every_episode_in_the_feed()
    {
        await using var fixture = await JobFixture.StartAsync();
        var jobs = Enumerable.Range(0, 40).Select(i => ShowFixture.Completed($"{i}")).ToList();
        await Task.WhenAll(jobs.Select(async job =>
        {
            await fixture.AddAsync(job);
            // As if each had a process of its own, whose message comes at once.
            await fixture.MakeFeedAsync();
        }));
        Assert.Equal(jobs.Select(job => job.Title).Order(), (await fixture.TitlesAsync()).Order());
        Assert.Equal(40, (await fixture.Get<ShowFeed>().FactsAsync(ShowFixture.Name, JobFixture.Cancellation))!.Episodes);
    }

    [Fact]
    public async Task Settings_that_say_the_same_change_nothing_and_others_make_the_feed_anew()
    {
        await using var fixture = await JobFixture.StartAsync();
        var (shows, settings) = (fixture.Get<ShowStore>(), new ShowSettings("To hear", Owner: new ShowOwner("Ada", null)));
        var first = await shows.PutAsync(ShowFixture.Name, settings, "http://localhost/api", JobFixture.Cancellation);
        await fixture.MakeFeedAsync();
        var made = await OpenAsync(fixture);
        var again = await shows.PutAsync(ShowFixture.Name, settings with { Owner = new ShowOwner("Ada", null) }, "http://localhost/api", JobFixture.Cancellation);
        await fixture.MakeFeedAsync();
        Assert.Equal((first.ChangedAt, made.ETag), (again.ChangedAt, (await OpenAsync(fixture)).ETag));

        await shows.PutAsync(ShowFixture.Name, settings with { Title = "To hear next" }, "http://localhost/api", JobFixture.Cancellation);
        await fixture.MakeFeedAsync();
        Assert.NotEqual(made.ETag, (await OpenAsync(fixture)).ETag);
        Assert.Equal("To hear next", (await fixture.FeedAsync()).Element("title")!.Value);
    }

    [Fact]
    public async Task A_show_that_moves_or_whose_token_is_renewed_keeps_its_guid_and_its_episodes_are_had_where_it_is_now()
    {
        await using var fixture = await JobFixture.StartAsync();
        await fixture.AddAsync(ShowFixture.Completed("One"));
        var shows = fixture.Get<ShowStore>();
        var before = (await shows.FindAsync(ShowFixture.Name, JobFixture.Cancellation))!;
        var after = await shows.PutAsync(ShowFixture.Name, new ShowSettings(), "https://speech.example.com/api", JobFixture.Cancellation);
        Assert.Equal((before.Guid, before.Token), (after.Guid, after.Token));
        var renewed = (await shows.RenewTokenAsync(ShowFixture.Name, JobFixture.Cancellation))!;
        Assert.Equal(before.Guid, renewed.Guid);
        Assert.False(renewed.Admits(before.Token));
        Assert.True(renewed.Admits(renewed.Token));
        await fixture.MakeFeedAsync();
        Assert.StartsWith("https://speech.example.com/api/episodes/", (await fixture.FeedAsync()).Element("item")!.Element("enclosure")!.Attribute("url")!.Value);
        Assert.Null(await shows.RenewTokenAsync(ShowName.Parse("unknown"), JobFixture.Cancellation));
    }

    [Fact]
    public async Task Two_who_set_a_show_at_once_make_one_show()
    {
        await using var fixture = await JobFixture.StartAsync();
        var shows = fixture.Get<ShowStore>();
        var rows = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => i % 2 == 0
            ? shows.PutAsync(ShowFixture.Name, new ShowSettings($"{i}"), "http://localhost/api", JobFixture.Cancellation)
            : shows.EnsureAsync(ShowFixture.Name, "http://localhost/api", JobFixture.Cancellation)));
        Assert.Single(rows.Select(row => row.Token).Distinct());
        Assert.Single(await shows.ListAsync(null, 10, JobFixture.Cancellation));
    }

    [Fact]
    public async Task A_reader_who_has_the_feed_is_told_so()
    {
        await using var fixture = await JobFixture.StartAsync();
        var feed = fixture.Get<ShowFeed>();
        await fixture.AddAsync(ShowFixture.Completed("One"));
        var show = await fixture.ShowAsync();
        Assert.Null(await feed.OpenAsync(show, null, null, JobFixture.Cancellation));
        await fixture.MakeFeedAsync();
        var made = await OpenAsync(fixture);
        Assert.Null((await feed.OpenAsync(show, made.ETag, null, JobFixture.Cancellation))!.Content);
        Assert.Null((await feed.OpenAsync(show, null, made.UpdatedAt, JobFixture.Cancellation))!.Content);
        await fixture.AddAsync(ShowFixture.Completed("Two"));
        await fixture.MakeFeedAsync();
        using var content = (await feed.OpenAsync(show, made.ETag, made.UpdatedAt, JobFixture.Cancellation))!.Content;
        Assert.NotNull(content);
    }

    [Fact]
    public async Task A_feed_that_cannot_be_made_is_tried_for_a_while_and_then_kept_for_a_person()
    {
        await using var fixture = await JobFixture.StartAsync();
        var (poisoned, queue) = (fixture.Get<PoisonedFeed>(), fixture.Storage.Queue(QueueNames.ShowFeeds));
        await queue.SendMessageAsync(PipelineJson.Text(FeedMessage.For(ShowFixture.Name)), JobFixture.Cancellation);
        var message = (await queue.ReceiveMessageAsync(cancellationToken: JobFixture.Cancellation)).Value;
        var asked = (await fixture.Get<WorkQueue<FeedMessage>>().ReadAsync(message, JobFixture.Cancellation))!;
        Assert.Equal(FeedMessage.For(ShowFixture.Name), asked);

        await poisoned.HandleAsync(asked with { Round = 9 }, message, JobFixture.Cancellation);
        Assert.Equal((2, 0), ((await queue.GetPropertiesAsync(JobFixture.Cancellation)).Value.ApproximateMessagesCount, await fixture.Get<Parking>().CountAsync(JobFixture.Cancellation)));
        await poisoned.HandleAsync(asked with { Round = 10 }, message, JobFixture.Cancellation);
        Assert.Equal((2, 1), ((await queue.GetPropertiesAsync(JobFixture.Cancellation)).Value.ApproximateMessagesCount, await fixture.Get<Parking>().CountAsync(JobFixture.Cancellation)));
    }

    [Fact]
    public async Task Where_a_public_address_is_set_it_goes_before_where_the_show_was_met()
    {
        await using var fixture = await JobFixture.StartAsync(clock: null, ("Pipeline:PublicAddress", "https://old.example.com"));
        await fixture.AddAsync(ShowFixture.Completed("One"));
        await fixture.MakeFeedAsync();
        var guid = (await fixture.ShowAsync()).Guid;
        Assert.StartsWith("https://old.example.com/api/episodes/", (await fixture.EnclosuresAsync())["One"]);
        var before = await OpenAsync(fixture);
        await fixture.MakeFeedAsync();
        Assert.Equal(before.ETag, (await OpenAsync(fixture)).ETag);

        fixture.Get<IOptions<PipelineOptions>>().Value.PublicAddress = new Uri("https://new.example.com/");
        var put = await fixture.Get<ShowStore>().PutAsync(ShowFixture.Name, new ShowSettings(), "https://new.example.com/api", JobFixture.Cancellation);
        Assert.StartsWith("https://new.example.com/api/shows/", put.FeedAddress);
        await fixture.MakeFeedAsync();
        Assert.StartsWith("https://new.example.com/api/episodes/", (await fixture.EnclosuresAsync())["One"]);
        Assert.Equal(guid, (await fixture.ShowAsync()).Guid);
    }

    [Fact]
    public async Task A_feed_is_handed_out_only_to_those_for_whom_it_was_made()
    {
        await using var fixture = await JobFixture.StartAsync();
        await fixture.AddAsync(ShowFixture.Completed("One"));
        await fixture.MakeFeedAsync();
        var (shows, feed, token) = (fixture.Get<ShowStore>(), fixture.Get<ShowFeed>(), (await fixture.ShowAsync()).Token);
        foreach (var visibility in (ShowVisibility[])[ShowVisibility.Public, ShowVisibility.Private])
        {
            await OpenAsync(fixture);
            var show = await shows.PutAsync(ShowFixture.Name, new ShowSettings(Visibility: visibility), "http://localhost/api", JobFixture.Cancellation);
            Assert.Null(await feed.OpenAsync(show, null, null, JobFixture.Cancellation));
            await fixture.MakeFeedAsync();
            Assert.DoesNotContain(token, $"{await fixture.FeedAsync()}", StringComparison.Ordinal);
            Assert.NotEqual(token, show.Token);
            token = show.Token;
        }

        var renewed = (await shows.RenewTokenAsync(ShowFixture.Name, JobFixture.Cancellation))!;
        Assert.Null(await feed.OpenAsync(renewed, null, null, JobFixture.Cancellation));
        await fixture.MakeFeedAsync();
        await OpenAsync(fixture);
    }

    static async Task<(ETag ETag, DateTimeOffset? UpdatedAt)> OpenAsync(JobFixture fixture)
    {
        var opened = (await fixture.Get<ShowFeed>().OpenAsync(await fixture.ShowAsync(), null, null, JobFixture.Cancellation))!;
        await opened.Content!.DisposeAsync();
        return (opened.ETag, opened.UpdatedAt);
    }
}

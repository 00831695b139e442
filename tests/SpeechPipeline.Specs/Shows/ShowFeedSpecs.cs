using Azure;
using Microsoft.Extensions.Options;
using SpeechPipeline.Jobs;
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
        await using var bench = await JobBench.StartAsync();
        var jobs = Enumerable.Range(0, 40).Select(i => ShowBench.Completed($"{i}")).ToList();
        await Task.WhenAll(jobs.Select(async job =>
        {
            await bench.AddAsync(job);
            // As if each had a process of its own, whose message comes at once.
            await bench.MakeFeedAsync();
        }));
        Assert.Equal(jobs.Select(job => job.Title).Order(), (await bench.TitlesAsync()).Order());
        Assert.Equal(40, (await bench.Get<ShowFeed>().FactsAsync(ShowBench.Name, JobBench.Cancellation))!.Episodes);
    }

    [Fact]
    public async Task Settings_that_say_the_same_change_nothing_and_others_make_the_feed_anew()
    {
        await using var bench = await JobBench.StartAsync();
        var (shows, settings) = (bench.Get<ShowStore>(), new ShowSettings("To hear", Owner: new ShowOwner("Ada", null)));
        var first = await shows.PutAsync(ShowBench.Name, settings, "http://localhost/api", JobBench.Cancellation);
        await bench.MakeFeedAsync();
        var made = await OpenAsync(bench);
        var again = await shows.PutAsync(ShowBench.Name, settings with { Owner = new ShowOwner("Ada", null) }, "http://localhost/api", JobBench.Cancellation);
        await bench.MakeFeedAsync();
        Assert.Equal((first.ChangedAt, made.ETag), (again.ChangedAt, (await OpenAsync(bench)).ETag));

        await shows.PutAsync(ShowBench.Name, settings with { Title = "To hear next" }, "http://localhost/api", JobBench.Cancellation);
        await bench.MakeFeedAsync();
        Assert.NotEqual(made.ETag, (await OpenAsync(bench)).ETag);
        Assert.Equal("To hear next", (await bench.FeedAsync()).Element("title")!.Value);
    }

    [Fact]
    public async Task A_show_that_moves_or_whose_token_is_renewed_keeps_its_guid_and_its_episodes_are_had_where_it_is_now()
    {
        await using var bench = await JobBench.StartAsync();
        await bench.AddAsync(ShowBench.Completed("One"));
        var shows = bench.Get<ShowStore>();
        var before = (await shows.FindAsync(ShowBench.Name, JobBench.Cancellation))!;
        var after = await shows.PutAsync(ShowBench.Name, new ShowSettings(), "https://speech.example.com/api", JobBench.Cancellation);
        Assert.Equal((before.Guid, before.Token), (after.Guid, after.Token));
        var renewed = (await shows.RenewTokenAsync(ShowBench.Name, JobBench.Cancellation))!;
        Assert.Equal(before.Guid, renewed.Guid);
        Assert.False(renewed.Admits(before.Token));
        Assert.True(renewed.Admits(renewed.Token));
        await bench.MakeFeedAsync();
        Assert.StartsWith("https://speech.example.com/api/episodes/", (await bench.FeedAsync()).Element("item")!.Element("enclosure")!.Attribute("url")!.Value);
        Assert.Null(await shows.RenewTokenAsync(ShowName.Parse("unknown"), JobBench.Cancellation));
    }

    [Fact]
    public async Task Two_who_set_a_show_at_once_make_one_show()
    {
        await using var bench = await JobBench.StartAsync();
        var shows = bench.Get<ShowStore>();
        var rows = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => i % 2 == 0
            ? shows.PutAsync(ShowBench.Name, new ShowSettings($"{i}"), "http://localhost/api", JobBench.Cancellation)
            : shows.EnsureAsync(ShowBench.Name, "http://localhost/api", JobBench.Cancellation)));
        Assert.Single(rows.Select(row => row.Token).Distinct());
        Assert.Single(await shows.ListAsync(null, 10, JobBench.Cancellation));
    }

    [Fact]
    public async Task A_reader_who_has_the_feed_is_told_so()
    {
        await using var bench = await JobBench.StartAsync();
        var feed = bench.Get<ShowFeed>();
        await bench.AddAsync(ShowBench.Completed("One"));
        var show = await bench.ShowAsync();
        Assert.Null(await feed.OpenAsync(show, null, null, JobBench.Cancellation));
        await bench.MakeFeedAsync();
        var made = await OpenAsync(bench);
        Assert.Null((await feed.OpenAsync(show, made.ETag, null, JobBench.Cancellation))!.Content);
        Assert.Null((await feed.OpenAsync(show, null, made.UpdatedAt, JobBench.Cancellation))!.Content);
        await bench.AddAsync(ShowBench.Completed("Two"));
        await bench.MakeFeedAsync();
        using var content = (await feed.OpenAsync(show, made.ETag, made.UpdatedAt, JobBench.Cancellation))!.Content;
        Assert.NotNull(content);
    }

    [Fact]
    public async Task A_feed_that_cannot_be_made_is_tried_for_a_while_and_then_kept_for_a_person()
    {
        await using var bench = await JobBench.StartAsync();
        var (rescue, queue) = (bench.Get<FeedRescue>(), bench.Storage.Queue(QueueNames.ShowFeeds));
        await queue.SendMessageAsync(PipelineJson.Text(FeedMessage.For(ShowBench.Name)), JobBench.Cancellation);
        var message = (await queue.ReceiveMessageAsync(cancellationToken: JobBench.Cancellation)).Value;
        var asked = (await bench.Get<QueueInbox>().ReadFeedAsync(message, JobBench.Cancellation))!;
        Assert.Equal(FeedMessage.For(ShowBench.Name), asked);

        await rescue.RescueAsync(asked with { Round = 9 }, message, JobBench.Cancellation);
        Assert.Equal((2, 0), ((await queue.GetPropertiesAsync(JobBench.Cancellation)).Value.ApproximateMessagesCount, await bench.Get<Parking>().CountAsync(JobBench.Cancellation)));
        await rescue.RescueAsync(asked with { Round = 10 }, message, JobBench.Cancellation);
        Assert.Equal((2, 1), ((await queue.GetPropertiesAsync(JobBench.Cancellation)).Value.ApproximateMessagesCount, await bench.Get<Parking>().CountAsync(JobBench.Cancellation)));
    }

    [Fact]
    public async Task Where_a_public_address_is_set_it_goes_before_where_the_show_was_met()
    {
        await using var bench = await JobBench.StartAsync(clock: null, ("Pipeline:PublicAddress", "https://old.example.com"));
        await bench.AddAsync(ShowBench.Completed("One"));
        await bench.MakeFeedAsync();
        var guid = (await bench.ShowAsync()).Guid;
        Assert.StartsWith("https://old.example.com/api/episodes/", (await bench.EnclosuresAsync())["One"]);
        var before = await OpenAsync(bench);
        await bench.MakeFeedAsync();
        Assert.Equal(before.ETag, (await OpenAsync(bench)).ETag);

        bench.Get<IOptions<PipelineOptions>>().Value.PublicAddress = new Uri("https://new.example.com/");
        var put = await bench.Get<ShowStore>().PutAsync(ShowBench.Name, new ShowSettings(), "https://new.example.com/api", JobBench.Cancellation);
        Assert.StartsWith("https://new.example.com/api/shows/", put.FeedAddress);
        await bench.MakeFeedAsync();
        Assert.StartsWith("https://new.example.com/api/episodes/", (await bench.EnclosuresAsync())["One"]);
        Assert.Equal(guid, (await bench.ShowAsync()).Guid);
    }

    [Fact]
    public async Task A_feed_is_handed_out_only_to_those_for_whom_it_was_made()
    {
        await using var bench = await JobBench.StartAsync();
        await bench.AddAsync(ShowBench.Completed("One"));
        await bench.MakeFeedAsync();
        var (shows, feed, token) = (bench.Get<ShowStore>(), bench.Get<ShowFeed>(), (await bench.ShowAsync()).Token);
        foreach (var visibility in (ShowVisibility[])[ShowVisibility.Public, ShowVisibility.Private])
        {
            await OpenAsync(bench);
            var show = await shows.PutAsync(ShowBench.Name, new ShowSettings(Visibility: visibility), "http://localhost/api", JobBench.Cancellation);
            Assert.Null(await feed.OpenAsync(show, null, null, JobBench.Cancellation));
            await bench.MakeFeedAsync();
            Assert.DoesNotContain(token, $"{await bench.FeedAsync()}", StringComparison.Ordinal);
            Assert.NotEqual(token, show.Token);
            token = show.Token;
        }

        var renewed = (await shows.RenewTokenAsync(ShowBench.Name, JobBench.Cancellation))!;
        Assert.Null(await feed.OpenAsync(renewed, null, null, JobBench.Cancellation));
        await bench.MakeFeedAsync();
        await OpenAsync(bench);
    }

    static async Task<(ETag ETag, DateTimeOffset? UpdatedAt)> OpenAsync(JobBench bench)
    {
        var opened = (await bench.Get<ShowFeed>().OpenAsync(await bench.ShowAsync(), null, null, JobBench.Cancellation))!;
        await opened.Content!.DisposeAsync();
        return (opened.ETag, opened.UpdatedAt);
    }
}

using Azure.Data.Tables;
using SpeechPipeline.Jobs;
using SpeechPipeline.Publishing;
using SpeechPipeline.Shows;
using SpeechPipeline.Specs.Jobs;
using SpeechPipeline.Storage;

namespace SpeechPipeline.Specs.Shows;

/// <summary>Addresses of old feeds end when their show's tokens are renewed, or when their episode is taken out.</summary>
public sealed class EpisodeTokensSpecs
{
    [Fact]
    public async Task An_episode_that_is_taken_out_has_another_token_and_so_has_its_job()
    {
        await using var fixture = await JobFixture.StartAsync();
        var (kept, removed) = (await AddAsync(fixture, "Kept"), await AddAsync(fixture, "Removed"));
        for (var i = 0; i < 2; i++)
        {
            Assert.True(await fixture.Get<ShowEpisodes>().RemoveAsync(ShowFixture.Name, removed.Id, JobFixture.Cancellation));
            await fixture.MakeFeedAsync();
        }

        var now = await fixture.FindAsync(removed);
        Assert.False(now.Files.Admits(removed.EpisodeToken));
        Assert.Contains(now.EpisodeToken, JobObject.From(now).Result!.Audio.Url, StringComparison.Ordinal);
        Assert.Equal(kept.EpisodeToken, (await fixture.FindAsync(kept)).EpisodeToken);
        // Taking it out again, or making the feed, renews nothing twice.
        await fixture.Get<ShowEpisodes>().RemoveAsync(ShowFixture.Name, removed.Id, JobFixture.Cancellation);
        await fixture.MakeFeedAsync();
        Assert.Equal(now.EpisodeToken, (await fixture.FindAsync(removed)).EpisodeToken);
    }

    [Fact]
    public async Task A_removal_that_was_cut_off_is_made_good_when_the_feed_is_made()
    {
        await using var fixture = await JobFixture.StartAsync();
        var job = await AddAsync(fixture, "Removed");
        var row = Assert.Single(await fixture.Get<ShowEpisodes>().ListAsync(ShowFixture.Name, null, 10, JobFixture.Cancellation));
        await fixture.Storage.ShowTable.UpdateEntityAsync(row.Tombstone(DateTimeOffset.UtcNow), row.ETag, TableUpdateMode.Replace, JobFixture.Cancellation);
        await fixture.MakeFeedAsync();
        Assert.NotEqual(job.EpisodeToken, (await fixture.FindAsync(job)).EpisodeToken);
    }

    [Fact]
    public async Task A_renewal_is_of_the_feed_and_all_its_episodes_once()
    {
        await using var fixture = await JobFixture.StartAsync();
        var jobs = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => AddAsync(fixture, $"{i}")));
        await fixture.MakeFeedAsync();
        var before = await fixture.EnclosuresAsync();
        await fixture.Get<ShowStore>().RenewTokenAsync(ShowFixture.Name, JobFixture.Cancellation);
        await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => fixture.MakeFeedAsync()));
        var after = await fixture.EnclosuresAsync();
        foreach (var job in jobs)
        {
            var now = await fixture.FindAsync(job);
            Assert.NotEqual(before[job.Title!], after[job.Title!]);
            Assert.Equal(JobObject.From(now).Result!.Audio.Url, after[job.Title!]);
        }

        // What joins later has a token that no feed has had, and the next renewal is of all of them.
        var late = await AddAsync(fixture, "late");
        await fixture.MakeFeedAsync();
        Assert.Equal(late.EpisodeToken, (await fixture.FindAsync(late)).EpisodeToken);
        Assert.Equal(after, (await fixture.EnclosuresAsync()).Where(one => one.Key != "late").ToDictionary());
        await fixture.Get<ShowStore>().RenewTokenAsync(ShowFixture.Name, JobFixture.Cancellation);
        await fixture.MakeFeedAsync();
        Assert.Empty((await fixture.EnclosuresAsync()).Values.Intersect(after.Values.Append(late.Files.AddressOf(EpisodeFile.Audio)), StringComparer.Ordinal));
    }

    [Fact]
    public async Task Many_are_renewed_in_parts_each_of_which_asks_for_the_next_and_the_feed_waits_for_the_last()
    {
        await using var fixture = await JobFixture.StartAsync(clock: null, ("Shows:RebuildDelay", "00:05:00"));
        await fixture.AddAsync(ShowFixture.Completed("First"));
        var rows = Enumerable.Range(0, 600).Select(i => ShowFixture.Completed($"{i}")).Select(job => new EpisodeRow
        {
            PartitionKey = $"{ShowFixture.Name}",
            RowKey = EpisodeRow.KeyOf(job.Id),
            Title = job.Title!,
            AudioType = "audio/mpeg",
            TokenGeneration = -1,
        });
        foreach (var part in rows.Chunk(100))
        {
            await fixture.Storage.ShowTable.SubmitTransactionAsync(
                part.Select(row => new TableTransactionAction(TableTransactionActionType.Add, row)), JobFixture.Cancellation);
        }

        await fixture.MakeFeedAsync();
        Assert.Null(await fixture.Get<ShowFeed>().FactsAsync(ShowFixture.Name, JobFixture.Cancellation));
        Assert.Equal([FeedMessage.For(ShowFixture.Name)], await fixture.TakeAsync<FeedMessage>(QueueNames.ShowFeeds));
        await fixture.MakeFeedAsync();
        Assert.Equal(601, (await fixture.Get<ShowFeed>().FactsAsync(ShowFixture.Name, JobFixture.Cancellation))!.Episodes);
        Assert.Empty(await fixture.TakeAsync<FeedMessage>(QueueNames.ShowFeeds));
    }

    static async Task<JobRow> AddAsync(JobFixture fixture, string title)
    {
        var job = ShowFixture.Completed(title);
        Assert.True(await fixture.Get<JobStore>().TryCreateAsync(job, JobFixture.Cancellation));
        await fixture.AddAsync(job);
        return job;
    }
}

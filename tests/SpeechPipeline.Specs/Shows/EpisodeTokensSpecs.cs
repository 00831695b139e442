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
        await using var bench = await JobBench.StartAsync();
        var (kept, removed) = (await AddAsync(bench, "Kept"), await AddAsync(bench, "Removed"));
        for (var i = 0; i < 2; i++)
        {
            Assert.True(await bench.Get<ShowEpisodes>().RemoveAsync(ShowBench.Name, removed.Id, JobBench.Cancellation));
            await bench.MakeFeedAsync();
        }

        var now = await bench.FindAsync(removed);
        Assert.False(EpisodeAddress.TokenFits(now, removed.EpisodeToken));
        Assert.Contains(now.EpisodeToken, JobObject.From(now).Result!.Audio.Url, StringComparison.Ordinal);
        Assert.Equal(kept.EpisodeToken, (await bench.FindAsync(kept)).EpisodeToken);
        // Taking it out again, or making the feed, renews nothing twice.
        await bench.Get<ShowEpisodes>().RemoveAsync(ShowBench.Name, removed.Id, JobBench.Cancellation);
        await bench.MakeFeedAsync();
        Assert.Equal(now.EpisodeToken, (await bench.FindAsync(removed)).EpisodeToken);
    }

    [Fact]
    public async Task A_removal_that_was_cut_off_is_made_good_when_the_feed_is_made()
    {
        await using var bench = await JobBench.StartAsync();
        var job = await AddAsync(bench, "Removed");
        var row = Assert.Single(await bench.Get<ShowEpisodes>().ListAsync(ShowBench.Name, null, 10, JobBench.Cancellation));
        await bench.Storage.ShowTable.UpdateEntityAsync(row.Gravestone(DateTimeOffset.UtcNow), row.ETag, TableUpdateMode.Replace, JobBench.Cancellation);
        await bench.MakeFeedAsync();
        Assert.NotEqual(job.EpisodeToken, (await bench.FindAsync(job)).EpisodeToken);
    }

    [Fact]
    public async Task A_renewal_is_of_the_feed_and_all_its_episodes_once()
    {
        await using var bench = await JobBench.StartAsync();
        var jobs = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => AddAsync(bench, $"{i}")));
        await bench.MakeFeedAsync();
        var before = await bench.EnclosuresAsync();
        await bench.Get<ShowStore>().RenewTokenAsync(ShowBench.Name, JobBench.Cancellation);
        await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => bench.MakeFeedAsync()));
        var after = await bench.EnclosuresAsync();
        foreach (var job in jobs)
        {
            var now = await bench.FindAsync(job);
            Assert.NotEqual(before[job.Title!], after[job.Title!]);
            Assert.Equal(JobObject.From(now).Result!.Audio.Url, after[job.Title!]);
        }

        // What joins later has a token that no feed has had, and the next renewal is of all of them.
        var late = await AddAsync(bench, "late");
        await bench.MakeFeedAsync();
        Assert.Equal(late.EpisodeToken, (await bench.FindAsync(late)).EpisodeToken);
        Assert.Equal(after, (await bench.EnclosuresAsync()).Where(one => one.Key != "late").ToDictionary());
        await bench.Get<ShowStore>().RenewTokenAsync(ShowBench.Name, JobBench.Cancellation);
        await bench.MakeFeedAsync();
        Assert.Empty((await bench.EnclosuresAsync()).Values.Intersect(after.Values.Append(EpisodeAddress.Of(late, EpisodeFile.Audio)), StringComparer.Ordinal));
    }

    [Fact]
    public async Task Many_are_renewed_in_parts_each_of_which_asks_for_the_next_and_the_feed_waits_for_the_last()
    {
        await using var bench = await JobBench.StartAsync(clock: null, ("Shows:RebuildDelay", "00:05:00"));
        await bench.AddAsync(ShowBench.Completed("First"));
        var rows = Enumerable.Range(0, 600).Select(i => ShowBench.Completed($"{i}")).Select(job => new EpisodeRow
        {
            PartitionKey = $"{ShowBench.Name}",
            RowKey = EpisodeRow.KeyOf(job.Id),
            Title = job.Title!,
            AudioType = "audio/mpeg",
            TokenGeneration = -1,
        });
        foreach (var part in rows.Chunk(100))
        {
            await bench.Storage.ShowTable.SubmitTransactionAsync(
                part.Select(row => new TableTransactionAction(TableTransactionActionType.Add, row)), JobBench.Cancellation);
        }

        await bench.MakeFeedAsync();
        Assert.Null(await bench.Get<ShowFeed>().FactsAsync(ShowBench.Name, JobBench.Cancellation));
        Assert.Equal([FeedMessage.For(ShowBench.Name)], await bench.TakeAsync<FeedMessage>(QueueNames.ShowFeeds));
        await bench.MakeFeedAsync();
        Assert.Equal(601, (await bench.Get<ShowFeed>().FactsAsync(ShowBench.Name, JobBench.Cancellation))!.Episodes);
        Assert.Empty(await bench.TakeAsync<FeedMessage>(QueueNames.ShowFeeds));
    }

    static async Task<JobRow> AddAsync(JobBench bench, string title)
    {
        var job = ShowBench.Completed(title);
        Assert.True(await bench.Get<JobStore>().TryCreateAsync(job, JobBench.Cancellation));
        await bench.AddAsync(job);
        return job;
    }
}

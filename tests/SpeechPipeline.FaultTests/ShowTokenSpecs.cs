using System.Collections.Concurrent;
using Microsoft.Extensions.Time.Testing;
using SpeechPipeline.Durability;
using SpeechPipeline.FaultTests.Faults;
using SpeechPipeline.FaultTests.Fixtures;
using SpeechPipeline.FaultTests.Interleaving;
using SpeechPipeline.Jobs;
using SpeechPipeline.Requests;
using SpeechPipeline.Shows;

namespace SpeechPipeline.FaultTests;

/// <summary>
/// A show whose tokens are renewed while an episode is taken out, a file is dropped again and two processes make its feed, and one whose
/// makers die at every call in turn: every old address is dead, and none was renewed twice for one renewal.
/// </summary>
public sealed class ShowTokenSpecs(FaultFixture fixture) : IClassFixture<FaultFixture>
{
    const int LeastTurns = 8;
    const int LeastCalls = 10;

    static readonly DateTimeOffset Noon = new(2026, 5, 4, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public Task Whatever_the_order_each_renewal_is_of_all_episodes_once() => InterleaveAsync(40);

    [Fact]
    [Trait("Category", "Soak")]
    public Task Whatever_the_order_each_renewal_is_of_all_episodes_once_in_many_orders() => InterleaveAsync(2_000);

    [Fact]
    public async Task A_renewal_whose_maker_dies_at_any_call_is_gone_on_with()
    {
        var tally = new Tally("a renewal's maker dies at any call");
        for (var calls = 0; ; calls++)
        {
            var show = ShowName.Parse($"dies-at-{calls}");
            await using var whole = Process((_, send, _) => send());
            var jobs = await AddAsync(whole, show, Job(show, "one"), Job(show, "two"), Job(show, "wrong", "a.md"), Job(show, "right", "a.md", seconds: 1));
            await whole.Get<ShowFeed>().RebuildAsync(show, FaultFixture.Cancellation);
            await whole.Get<ShowStore>().RenewTokenAsync(show, FaultFixture.Cancellation);
            var (left, renewals) = (calls, new ConcurrentBag<string>());
            // Every second time the call is carried out, and only its answer is lost.
            await using var dying = Process(async (call, send, _) =>
            {
                if (!fixture.IsArmed(Gate.Faults) || (left > 0 && Interlocked.Decrement(ref left) >= 0))
                {
                    return await Seen(renewals)(call, send, default);
                }

                if (calls % 2 == 0)
                {
                    await Seen(renewals)(call, send, default);
                }

                tally.Count(Counted.Struck);
                throw new ProcessKilledException();
            });
            var died = false;
            try
            {
                await dying.Get<ShowFeed>().RebuildAsync(show, FaultFixture.Cancellation);
            }
            catch (Exception e) when (e is ProcessKilledException || e.InnerException is ProcessKilledException)
            {
                died = true;
            }

            await using var next = Process(Seen(renewals));
            await next.Get<ShowFeed>().RebuildAsync(show, FaultFixture.Cancellation);
            await IsRenewedAsync(calls, show, jobs, renewals, most: 1);
            tally.Count(Counted.Killed, died);
            if (!died)
            {
                tally.Close("", Counted.Killed.AtLeast(LeastCalls));
                return;
            }
        }
    }

    internal async Task InterleaveAsync(int orders)
    {
        var tally = new Tally("tokens are renewed while their feed is made", Seed.Value);
        await Orders.RunAsync(fixture, orders, tally, (i, seed) => InterleaveAsync(ShowName.Parse(fixture.NameOf($"renewal-{i}")), seed));
        tally.Close("", Counted.Orders.AtLeast(orders - (orders / 10)), Counted.Turned.AtLeast(orders * LeastTurns));
    }

    async Task<Interleaver> InterleaveAsync(ShowName show, int seed)
    {
        await using var whole = Process((_, send, _) => send());
        var jobs = await AddAsync(whole, show, Job(show, "one"), Job(show, "out"), Job(show, "wrong", "a.md"));
        await whole.Get<ShowFeed>().RebuildAsync(show, FaultFixture.Cancellation);
        var right = Job(show, "right", "a.md", seconds: 1);
        Assert.True(await whole.Get<JobStore>().TryCreateAsync(right, FaultFixture.Cancellation));

        var (renewals, clock) = (new ConcurrentBag<string>(), new FakeTimeProvider(DateTimeOffset.UtcNow));
        using var interleaver = fixture.Interleaver(seed, () => clock.Advance(TimeSpan.FromSeconds(1)));
        Actor[] actors = [interleaver.Add("renews"), interleaver.Add("removes"), interleaver.Add("adds"), interleaver.Add("first maker"), interleaver.Add("second maker")];
        var processes = actors.Select(actor => Process((call, send, cancellationToken) => actor.GateAsync(call, () => Seen(renewals)(call, send, cancellationToken), cancellationToken))).ToList();
        actors[0].Work = processes[0].Get<ShowStore>().RenewTokenAsync(show, FaultFixture.Cancellation);
        actors[1].Work = processes[1].Get<ShowEpisodes>().RemoveAsync(show, jobs[1].Id, FaultFixture.Cancellation);
        actors[2].Work = processes[2].Get<Completion<JobRow>>().TellAsync(right, FaultFixture.Cancellation);
        for (var maker = 3; maker < 5; maker++)
        {
            actors[maker].Work = MakeAsync(processes[maker]);
        }

        await interleaver.RunAsync(FaultFixture.Cancellation);
        await using var last = Process(Seen(renewals));
        await last.Get<ShowFeed>().RebuildAsync(show, FaultFixture.Cancellation);
        // What is taken out meanwhile may be renewed for the one and for the other.
        await IsRenewedAsync(seed, show, [jobs[0], jobs[2]], renewals, most: 1);
        await IsRenewedAsync(seed, show, [jobs[1]], renewals, most: 2);
        Assert.Equal((seed, "one, right"), (seed, string.Join(", ", (await EpisodeJobs.FeedItemsAsync(fixture, show)).Select(item => item.Element("title")!.Value).Order())));
        foreach (var process in processes)
        {
            await process.DisposeAsync();
        }

        return interleaver;

        async Task MakeAsync(CoreProcess process)
        {
            for (var i = 0; i < 2; i++)
            {
                await process.Get<ShowFeed>().RebuildAsync(show, FaultFixture.Cancellation);
            }
        }
    }

    /// <summary>Each job has another token than at first, written no more often than that, and those in the feed are the jobs'.</summary>
    async Task IsRenewedAsync(int seed, ShowName show, IEnumerable<JobRow> jobs, IReadOnlyCollection<string> renewals, int most)
    {
        var feed = string.Join('\n', (await EpisodeJobs.FeedItemsAsync(fixture, show)).Select(item => item.Element("enclosure")!.Attribute("url")!.Value));
        foreach (var job in jobs)
        {
            var now = (await fixture.Storage.JobTable.GetEntityAsync<JobRow>(job.PartitionKey, JobRow.Key, cancellationToken: FaultFixture.Cancellation)).Value;
            Assert.NotEqual((seed, job.EpisodeToken), (seed, now.EpisodeToken));
            // A write whose answer was lost is not noted.
            Assert.InRange(renewals.Count(id => id == job.PartitionKey), 0, most);
            Assert.DoesNotContain(job.EpisodeToken, feed, StringComparison.Ordinal);
            Assert.Equal((seed, feed.Contains(job.PartitionKey, StringComparison.Ordinal)), (seed, feed.Contains(now.EpisodeToken, StringComparison.Ordinal)));
        }
    }

    /// <summary>Notes whose row was written.</summary>
    static CallGate Seen(ConcurrentBag<string> renewals) => async (call, send, _) =>
    {
        var answer = await send();
        if (answer.IsSuccessStatusCode && call.Name.StartsWith("PUT jobs(", StringComparison.Ordinal))
        {
            renewals.Add(call.Name.Split('\'')[1]);
        }

        return answer;
    };

    CoreProcess Process(CallGate gate)
    {
        var clock = new FakeTimeProvider(DateTimeOffset.UtcNow);
        return new CoreProcess(fixture, clock, gate, new Witness(clock), []);
    }

    static async Task<JobRow[]> AddAsync(CoreProcess process, ShowName show, params JobRow[] jobs)
    {
        foreach (var job in jobs)
        {
            Assert.True(await process.Get<JobStore>().TryCreateAsync(job, FaultFixture.Cancellation));
            await process.Get<Completion<JobRow>>().TellAsync(job, FaultFixture.Cancellation);
        }

        return jobs;
    }

    static JobRow Job(ShowName show, string title, string? drop = null, int seconds = 0) => EpisodeJobs.Completed(show, title, Noon.AddSeconds(seconds), drop);
}

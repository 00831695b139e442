using Microsoft.Extensions.Time.Testing;
using SpeechPipeline.Durability;
using SpeechPipeline.FaultTests.Faults;
using SpeechPipeline.FaultTests.Fixtures;
using SpeechPipeline.FaultTests.Interleaving;
using SpeechPipeline.Jobs;
using SpeechPipeline.Requests;
using SpeechPipeline.Shows;
using SpeechPipeline.Storage;

namespace SpeechPipeline.FaultTests;

/// <summary>
/// Two processes that complete and remove episodes of one show, two that make its feed, each message in both of them at once, and a
/// clock that decides when messages appear, stepped through at their calls in an order that chance decides: the feed that is left has
/// every episode that is left.
/// </summary>
public sealed class ShowFeedSpecs(FaultFixture fixture) : IClassFixture<FaultFixture>
{
    const int LeastTurns = 8;

    /// <summary>Longer than a run takes: storage's own clock never shows a message, the test does.</summary>
    static readonly TimeSpan Delay = TimeSpan.FromMinutes(5);

    [Fact]
    public Task Whatever_the_order_the_feed_has_every_episode_that_is_left() => InterleaveAsync(20);

    [Fact]
    [Trait("Category", "Soak")]
    public Task Whatever_the_order_the_feed_has_every_episode_that_is_left_in_many_orders() => InterleaveAsync(3_000);

    [Fact]
    public async Task A_feed_of_older_rows_does_not_replace_a_newer_one()
    {
        var (tally, show, clock) = (new Tally("a feed of older rows is held up"), ShowName.Parse("older-and-newer"), new FakeTimeProvider(DateTimeOffset.UtcNow));
        var (reached, held) = (new TaskCompletionSource(), new TaskCompletionSource());
        await using var slow = new CoreProcess(fixture, clock, HoldAsync, new Witness(clock), []);
        await using var quick = new CoreProcess(fixture, clock, (_, send, _) => send(), new Witness(clock), []);
        await AddAsync(quick, Completed(show, "one"));
        var making = slow.Get<ShowFeed>().RebuildAsync(show, FaultFixture.Cancellation);
        await Task.WhenAny(reached.Task, making);
        await AddAsync(quick, Completed(show, "two"));
        await quick.Get<ShowFeed>().RebuildAsync(show, FaultFixture.Cancellation);
        held.SetResult();
        await making;
        tally.Close("", Counted.Held.AtLeast(1));
        Assert.Equal(2, (await GuidsAsync(show)).Count);

        async Task<HttpResponseMessage> HoldAsync(Call call, Func<Task<HttpResponseMessage>> send, CancellationToken cancellationToken)
        {
            if (call.Name.StartsWith("PUT shows/", StringComparison.Ordinal) && fixture.IsArmed(Gate.Holds) && reached.TrySetResult())
            {
                await held.Task;
                tally.Count(Counted.Held);
            }

            return await send();
        }
    }

    [Fact]
    public async Task A_feed_is_asked_for_when_its_episode_is_written()
    {
        var (show, clock) = (ShowName.Parse("written-first"), new FakeTimeProvider(DateTimeOffset.UtcNow));
        var (job, written) = (Completed(show, "one"), new List<bool>());
        await using var process = new CoreProcess(fixture, clock, LookAsync, new Witness(clock), []);
        await AddAsync(process, job);
        Assert.Equal([true], written);

        async Task<HttpResponseMessage> LookAsync(Call call, Func<Task<HttpResponseMessage>> send, CancellationToken cancellationToken)
        {
            if (call.Name.Contains("show-feeds/messages", StringComparison.Ordinal))
            {
                var row = await fixture.Storage.ShowTable.GetEntityIfExistsAsync<EpisodeRow>($"{show}", EpisodeRow.KeyOf(job.Id), cancellationToken: FaultFixture.Cancellation);
                written.Add(row.HasValue);
            }

            return await send();
        }
    }

    internal async Task InterleaveAsync(int orders)
    {
        var tally = new Tally("episodes come and go while their feed is made", Seed.Value);
        await Orders.RunAsync(fixture, orders, tally, (i, seed) => InterleaveAsync(tally, ShowName.Parse(fixture.NameOf($"order-{i}")), seed));
        tally.Close("", Counted.Orders.AtLeast(orders - (orders / 10)), Counted.Turned.AtLeast(orders * LeastTurns), Counted.Repeated.AtLeast(orders), Counted.Outrun.AtLeast(1 + (orders / 5)));
    }

    async Task<Interleaver> InterleaveAsync(Tally tally, ShowName show, int seed)
    {
        // At the beginning of a span, so that no message is due within the seconds of a run.
        var now = DateTimeOffset.UtcNow;
        var clock = new FakeTimeProvider(now.AddTicks(-(now.UtcTicks % Delay.Ticks)));
        var witness = new Witness(clock);
        using var interleaver = fixture.Interleaver(seed, () => clock.Advance(TimeSpan.FromSeconds(1)));
        Actor[] actors = [interleaver.Add("one"), interleaver.Add("two"), interleaver.Add("first maker"), interleaver.Add("second maker"), interleaver.Add("clock")];
        var processes = actors.Select(actor => Process(actor.GateAsync)).ToList();
        var jobs = Enumerable.Range(0, 5).Select(i => Completed(show, $"{i}")).ToList();
        actors[0].Work = AddAllAsync(processes[0]);
        actors[1].Work = AddAndRemoveAsync(processes[1]);
        var adding = Task.WhenAll(actors[0].Work, actors[1].Work);
        actors[2].Work = MakeAsync(tally, actors[2], processes[2], () => adding.IsCompleted);
        actors[3].Work = MakeAsync(tally, actors[3], processes[3], () => adding.IsCompleted);
        actors[4].Work = PassAsync(actors[4]);
        await interleaver.RunAsync(FaultFixture.Cancellation);

        await using var last = Process((_, send, _) => send());
        await DrainAsync(last);
        var left = jobs.Where(job => job.Title != "3").Select(job => job.PartitionKey);
        Assert.Equal((seed, string.Join(' ', left.Order())), (seed, string.Join(' ', (await GuidsAsync(show)).Order())));
        foreach (var process in processes)
        {
            await process.DisposeAsync();
        }

        tally.Count(Counted.Outrun, witness.Outrun);
        return interleaver;

        CoreProcess Process(CallGate gate) => new(fixture, clock, gate, witness, [("Shows:RebuildDelay", $"{Delay:c}")]);

        async Task AddAllAsync(CoreProcess process)
        {
            await AddAsync(process, jobs[0]);
            await Task.WhenAll(AddAsync(process, jobs[1]), AddAsync(process, jobs[2]));
        }

        async Task AddAndRemoveAsync(CoreProcess process)
        {
            await AddAsync(process, jobs[3]);
            await Task.WhenAll(process.Get<ShowEpisodes>().RemoveAsync(show, jobs[3].Id, FaultFixture.Cancellation), AddAsync(process, jobs[4]));
            // The sweep repeats a report of long ago.
            await AddAsync(process, jobs[3]);
        }

        async Task PassAsync(Actor actor)
        {
            while (!adding.IsCompleted)
            {
                await actor.StepAsync("time passes", async () =>
                {
                    clock.Advance(Delay);
                    await fixture.ShowDelayedAsync(witness);
                    return true;
                });
            }
        }

        async Task DrainAsync(CoreProcess process)
        {
            do
            {
                clock.Advance(Delay * 2);
                await fixture.ShowDelayedAsync(witness);
                while ((await fixture.Storage.Queue(QueueNames.ShowFeeds).ReceiveMessageAsync(TimeSpan.FromHours(1), FaultFixture.Cancellation)).Value is { } message)
                {
                    await process.RunAsync(QueueNames.ShowFeeds, message, FaultFixture.Cancellation);
                    await fixture.Storage.Queue(QueueNames.ShowFeeds).DeleteMessageAsync(message.MessageId, message.PopReceipt, FaultFixture.Cancellation);
                }
            }
            while (witness.HasDelayed);
        }
    }

    static Task AddAsync(CoreProcess process, JobRow job) => process.Get<Completion<JobRow>>().TellAsync(job, FaultFixture.Cancellation);

    async Task MakeAsync(Tally tally, Actor actor, CoreProcess process, Func<bool> allAdded)
    {
        var queue = fixture.Storage.Queue(QueueNames.ShowFeeds);
        for (var idle = false; !idle || !allAdded();)
        {
            var received = await actor.StepAsync("receive", () => queue.ReceiveMessageAsync(TimeSpan.FromHours(1), FaultFixture.Cancellation));
            idle = received.Value is null;
            if (received.Value is { } message)
            {
                // The first who has it is too slow: it is shown to the other while it is worked on.
                var isShownAgain = message.DequeueCount == 1 && fixture.IsArmed(Gate.Repeats);
                tally.Count(Counted.Repeated, isShownAgain);
                await (isShownAgain
                    ? queue.UpdateMessageAsync(message.MessageId, message.PopReceipt, visibilityTimeout: TimeSpan.Zero, cancellationToken: FaultFixture.Cancellation)
                    : (Task)queue.DeleteMessageAsync(message.MessageId, message.PopReceipt, FaultFixture.Cancellation));
                await process.RunAsync(QueueNames.ShowFeeds, message, FaultFixture.Cancellation);
            }
        }
    }

    async Task<IReadOnlyList<string>> GuidsAsync(ShowName show) => [.. (await EpisodeJobs.FeedItemsAsync(fixture, show)).Select(item => item.Element("guid")!.Value)];

    static JobRow Completed(ShowName show, string title) => EpisodeJobs.Completed(show, title, DateTimeOffset.UtcNow);
}

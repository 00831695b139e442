using Microsoft.Extensions.Time.Testing;
using SpeechPipeline.FaultTests.Faults;
using SpeechPipeline.FaultTests.Fixtures;

namespace SpeechPipeline.FaultTests;

/// <summary>Any message may come again, late, and in any order.</summary>
public sealed class DeliverySpecs(FaultFixture fixture) : IClassFixture<FaultFixture>
{
    [Fact]
    public Task Messages_that_come_two_to_five_times_at_once_and_out_of_order_have_one_effect() => DeliverAsync(rounds: 4, jobs: 12);

    [Fact]
    [Trait("Category", "Soak")]
    public Task Messages_that_come_two_to_five_times_have_one_effect_however_many() => DeliverAsync(rounds: 60, jobs: 30);

    internal async Task DeliverAsync(int rounds, int jobs)
    {
        var (random, ledger) = (new Random(Seed.Value), new Ledger(fixture, "every message 2-5 times", Seed.Value));
        var failed = 0;
        for (var round = 0; round < rounds; round++)
        {
            var clock = new FakeTimeProvider(DateTimeOffset.UtcNow);
            var witness = new Witness(clock);
            await using var one = new CoreProcess(fixture, clock, fixture.GateFor(null).SendAsync, witness, []);
            await using var two = new CoreProcess(fixture, clock, fixture.GateFor(null).SendAsync, witness, []);
            var articles = Enumerable.Range(0, jobs).Select(i => new Article(fixture.NameOf($"d{round}x{i}"), 1 + (i % 4))).ToList();
            var accepted = new List<string>();
            foreach (var article in articles)
            {
                accepted.Add(await one.SubmitAsync(article.Request(fixture.Sides), null, FaultFixture.Cancellation));
            }

            var deliveries = new ManyDeliveries(fixture, ledger.Tally, random, clock, witness, [one, two]);
            var rested = await deliveries.RunAsync();
            failed += deliveries.Failed;
            var completed = 0;
            for (var i = 0; i < jobs; i++)
            {
                completed += await ledger.EnterAsync(
                    new RunReport(articles[i], $"round {round}, job {i}", [accepted[i]], rested, deliveries.Poisoned, MayPayAgain: 0));
            }

            ledger.CheckWitness(witness, completed, $"round {round}");
        }

        Console.WriteLine($"{failed} deliveries failed");
        // At least two messages a job, each of which comes two to five times.
        ledger.Close(Counted.Repeated.AtLeast(rounds * jobs * 2), Counted.Overtaking.AtLeast(rounds * jobs * 2), Counted.Overlapping.AtLeast(rounds * jobs * 2));
    }
}

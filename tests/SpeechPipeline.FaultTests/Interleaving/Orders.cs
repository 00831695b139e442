using SpeechPipeline.FaultTests.Fixtures;

namespace SpeechPipeline.FaultTests.Interleaving;

/// <summary>One run after the other, each in an order that its seed decides.</summary>
static class Orders
{
    /// <summary>Azurite takes longer over each call the more it holds.</summary>
    const int OrdersToAStorage = 100;

    /// <param name="fixture">Whose storage it is.</param>
    /// <param name="count">How many.</param>
    /// <param name="tally">Where turns and different orders are counted.</param>
    /// <param name="run">Runs one, of that number and with that chance, by the interleaver that it is given.</param>
    public static async Task RunAsync(FaultFixture fixture, int count, Tally tally, Func<int, int, Task<Interleaver>> run)
    {
        var orders = new HashSet<string>();
        for (var i = 0; i < count; i++)
        {
            var interleaver = await run(i, unchecked(Seed.Value + i));
            tally.Count(Counted.Turned, interleaver.Turned);
            tally.Count(Counted.Orders, orders.Add(string.Join(' ', interleaver.Turns)));
            if (i % OrdersToAStorage == OrdersToAStorage - 1)
            {
                await fixture.EmptyStorageAsync();
            }
        }
    }
}

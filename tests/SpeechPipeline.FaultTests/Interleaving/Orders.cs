using SpeechPipeline.FaultTests.Fixtures;

namespace SpeechPipeline.FaultTests.Interleaving;

/// <summary>One run after the other, each in an order that its seed decides.</summary>
static class Orders
{
    /// <summary>Azurite takes longer over each call the more it holds.</summary>
    const int OrdersToAStorage = 100;

    /// <param name="fixture">Whose storage it is.</param>
    /// <param name="count">How many.</param>
    /// <param name="run">Runs one, of that number and seed, and returns its trace.</param>
    public static async Task RunAsync(FaultFixture fixture, int count, Func<int, int, Task<string>> run)
    {
        var traces = new HashSet<string>();
        for (var i = 0; i < count; i++)
        {
            traces.Add(await run(i, unchecked(Seed.Value + i)));
            if (i % OrdersToAStorage == OrdersToAStorage - 1)
            {
                await fixture.EmptyStorageAsync();
            }
        }

        Console.WriteLine($"{traces.Count} different orders");
    }
}

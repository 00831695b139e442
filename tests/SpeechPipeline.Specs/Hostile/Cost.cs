using SpeechPipeline.Articles;

namespace SpeechPipeline.Specs.Hostile;

/// <summary>What reading costs, counted in bytes allocated: no clock, so that a slow machine changes nothing.</summary>
static class Cost
{
    // Twice the input may cost a little more than twice as much: lists grow by doubling.
    const double MostGrowth = 2.6;
    const long Noise = 1_000_000;

    /// <summary>Reads at n, 2n and 4n, and asserts that the cost is linear, or that the input is refused before it costs much.</summary>
    /// <param name="input">The input of that size.</param>
    /// <param name="n">The smallest size.</param>
    /// <param name="read">Reads it; <see cref="UnreadableArticleException"/> is a refusal.</param>
    public static void IsLinear<T>(Func<int, T> input, int n, Action<T> read)
    {
        // Once before, so that what is compiled and built once is not counted.
        Measure(input(n), read);
        var (one, two, four) = (Measure(input(n), read), Measure(input(2 * n), read), Measure(input(4 * n), read));
        TestContext.Current.TestOutputHelper?.WriteLine($"{one}, {two}, {four}");
        Assert.True(two.Bytes <= (one.Bytes * MostGrowth) + Noise || two.Refusal is not null, $"{one}, {two}");
        Assert.True(four.Bytes <= (two.Bytes * MostGrowth) + Noise || (four.Refusal is not null && four.Bytes < (4 * two.Bytes) + Noise), $"{two}, {four}");
    }

    public static Measured Measure<T>(T input, Action<T> read)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        string? refusal = null;
        try
        {
            read(input);
        }
        catch (UnreadableArticleException e)
        {
            Assert.Null(e.Fault);
            refusal = e.Message;
        }

        return new Measured(GC.GetAllocatedBytesForCurrentThread() - before, refusal);
    }

    public readonly record struct Measured(long Bytes, string? Refusal)
    {
        public override string ToString() => $"{Bytes / 1e6:0.0} MB{(Refusal is null ? "" : $" ({Refusal})")}";
    }
}

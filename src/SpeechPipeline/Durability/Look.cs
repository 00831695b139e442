namespace SpeechPipeline.Durability;

/// <summary>What the sweep found about unfinished work.</summary>
public abstract record Look
{
    /// <summary>The work is finished: it leaves the index.</summary>
    public static Look AtRest { get; } = new Done();

    /// <summary>The index row stays unchanged, and the next sweep checks the work again.</summary>
    public static Look Leave { get; } = new Untouched();

    /// <summary>The work is checked again at that time; null or past: after <see cref="SweepTiming.After"/>.</summary>
    public static Look Again(DateTimeOffset? due = null) => new Later(due);

    internal sealed record Done : Look;

    internal sealed record Untouched : Look;

    internal sealed record Later(DateTimeOffset? Due) : Look;
}

namespace SpeechPipeline.Durability;

/// <summary>What a look at unfinished work has found.</summary>
public abstract record Look
{
    /// <summary>The work is at rest: it leaves the index.</summary>
    public static Look AtRest { get; } = new Done();

    /// <summary>It stays as it is, and is looked at with the next sweep.</summary>
    public static Look Leave { get; } = new Untouched();

    /// <summary>It is looked at again at that time; null or past: when it was left alone for a while.</summary>
    public static Look Again(DateTimeOffset? due = null) => new Later(due);

    internal sealed record Done : Look;

    internal sealed record Untouched : Look;

    internal sealed record Later(DateTimeOffset? Due) : Look;
}

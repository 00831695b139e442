namespace SpeechPipeline.Batches;

/// <summary>The result of reading a batch.</summary>
public abstract record BatchReadingOutcome
{
    /// <summary>Every item has its row.</summary>
    public sealed record Done : BatchReadingOutcome;

    /// <summary>The invocation's budget is spent.</summary>
    public sealed record Unfinished : BatchReadingOutcome;

    /// <summary>The feed, or the source of an item to be priced, cannot be fetched now.</summary>
    public sealed record Wait(string Reason, DateTimeOffset? Until) : BatchReadingOutcome;

    /// <summary>The batch cannot be read.</summary>
    public sealed record Impossible(string Code, string Message) : BatchReadingOutcome;
}

namespace SpeechPipeline.Batches;

/// <summary>How the reading of a batch went.</summary>
public abstract record BatchReadingOutcome
{
    /// <summary>Every item has its row.</summary>
    public sealed record Done : BatchReadingOutcome;

    /// <summary>The invocation's budget is spent.</summary>
    public sealed record Unfinished : BatchReadingOutcome;

    /// <summary>The feed, or the source of an item that is to be priced, cannot be had now.</summary>
    public sealed record Wait(string Reason, DateTimeOffset? Until) : BatchReadingOutcome;

    /// <summary>There is nothing that could be read.</summary>
    public sealed record Impossible(string Code, string Message) : BatchReadingOutcome;
}

namespace SpeechPipeline.Segments;

/// <summary>How an attempt to have a segment spoken ended.</summary>
/// <param name="CharactersSent">Of all calls that the endpoint took.</param>
public abstract record SegmentOutcome(long CharactersSent)
{
    /// <summary>The speech is stored.</summary>
    public sealed record Done(StoredSegment Stored, long CharactersSent) : SegmentOutcome(CharactersSent);

    /// <summary>It cannot be had now: the job waits until <paramref name="Until"/>.</summary>
    public sealed record Wait(string Reason, DateTimeOffset? Until, long CharactersSent) : SegmentOutcome(CharactersSent);

    /// <summary>The invocation's budget ended before its turn came: the next invocation goes on.</summary>
    public sealed record Unspoken(long CharactersSent) : SegmentOutcome(CharactersSent);

    /// <summary>It cannot be had at all: the job fails.</summary>
    public sealed record Impossible(string Code, string Message, long CharactersSent) : SegmentOutcome(CharactersSent);
}

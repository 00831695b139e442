namespace SpeechPipeline.Segments;

/// <summary>How the synthesis of a segment ended.</summary>
/// <param name="CharactersSent">The characters of all calls that the endpoint accepted.</param>
public abstract record SegmentOutcome(long CharactersSent)
{
    /// <summary>The <see cref="Impossible.Code"/> of a text or settings that the endpoint refuses.</summary>
    public const string Rejected = "segment_rejected";

    /// <summary>The speech is stored.</summary>
    public sealed record Done(StoredSegment Stored, long CharactersSent) : SegmentOutcome(CharactersSent);

    /// <summary>The speech cannot be made now: the job waits until <paramref name="Until"/>.</summary>
    public sealed record Wait(WaitCause Cause, string Reason, DateTimeOffset? Until, long CharactersSent) : SegmentOutcome(CharactersSent);

    /// <summary>The invocation's budget ended before the call; the next invocation continues.</summary>
    public sealed record Unspoken(long CharactersSent) : SegmentOutcome(CharactersSent);

    /// <summary>The speech cannot be made at all: the job fails.</summary>
    public sealed record Impossible(string Code, string Message, long CharactersSent) : SegmentOutcome(CharactersSent);
}

namespace SpeechPipeline.Segments;

/// <summary>How an attempt to have a segment spoken ended.</summary>
/// <param name="CallsSent">How many calls went out.</param>
public abstract record SegmentOutcome(int CallsSent)
{
    /// <summary>The speech is stored.</summary>
    public sealed record Done(StoredSegment Stored, int CallsSent) : SegmentOutcome(CallsSent);

    /// <summary>It cannot be had now: the job waits until <paramref name="Until"/>.</summary>
    public sealed record Wait(string Reason, DateTimeOffset? Until, int CallsSent) : SegmentOutcome(CallsSent);

    /// <summary>The invocation's budget ended before its turn came: the next invocation goes on.</summary>
    public sealed record Unspoken(int CallsSent) : SegmentOutcome(CallsSent);

    /// <summary>It cannot be had at all: the job fails.</summary>
    public sealed record Impossible(string Code, string Message, int CallsSent) : SegmentOutcome(CallsSent);
}

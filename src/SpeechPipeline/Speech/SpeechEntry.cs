namespace SpeechPipeline.Speech;

/// <summary>What became of a caller's wait for a place.</summary>
public abstract record SpeechEntry
{
    SpeechEntry()
    {
    }

    /// <summary>The call may go out now.</summary>
    public sealed record Granted(SpeechPermit Permit) : SpeechEntry;

    /// <summary>No call goes out before a time that the caller's budget does not reach; told as soon as it is known.</summary>
    /// <param name="NotBefore">That time.</param>
    /// <param name="Reason">What the endpoint said, whosever call it was.</param>
    public sealed record Closed(DateTimeOffset NotBefore, string Reason) : SpeechEntry;

    /// <summary>The budget ended while others had the places.</summary>
    public sealed record Late : SpeechEntry;
}

namespace SpeechPipeline.Speech;

/// <summary>The result of a caller's wait for a place.</summary>
public abstract record SpeechEntry
{
    SpeechEntry()
    {
    }

    /// <summary>The call may go out now.</summary>
    public sealed record Granted(SpeechPermit Permit) : SpeechEntry;

    /// <summary>No call may go out within the caller's time budget; reported as soon as that is known.</summary>
    /// <param name="NotBefore">That time.</param>
    /// <param name="Reason">The endpoint's message, from any call.</param>
    public sealed record Closed(DateTimeOffset NotBefore, string Reason) : SpeechEntry;

    /// <summary>The time budget ended while other calls had all places.</summary>
    public sealed record Late : SpeechEntry;
}

namespace SpeechPipeline.Shows;

/// <summary>How the episodes of a show belong together (<c>itunes:type</c>).</summary>
public enum ShowKind
{
    /// <summary>The episodes are independent; the newest comes first.</summary>
    Episodic,

    /// <summary>The episodes are to be heard in order; the oldest comes first, and each has a number.</summary>
    Serial,
}

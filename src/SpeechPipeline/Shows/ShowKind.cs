namespace SpeechPipeline.Shows;

/// <summary>How the episodes of a show belong together (<c>itunes:type</c>).</summary>
public enum ShowKind
{
    /// <summary>Each stands by itself; the newest comes first.</summary>
    Episodic,

    /// <summary>They are to be heard in order; the oldest comes first, and each has its number.</summary>
    Serial,
}

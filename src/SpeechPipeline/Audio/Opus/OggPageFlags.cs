namespace SpeechPipeline.Audio.Opus;

/// <summary>The header type of a page (RFC 3533, section 6).</summary>
[Flags]
enum OggPageFlags
{
    None = 0,

    /// <summary>The page begins in the middle of a packet.</summary>
    Continued = 1,

    /// <summary>The first page of the stream.</summary>
    First = 2,

    /// <summary>The last page of the stream.</summary>
    Last = 4,
}

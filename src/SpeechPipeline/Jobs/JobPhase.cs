namespace SpeechPipeline.Jobs;

/// <summary>What a running job is at, in this order.</summary>
public enum JobPhase
{
    /// <summary>The article is fetched, read and cut into segments.</summary>
    Planning,

    /// <summary>The segments are spoken.</summary>
    Speaking,

    /// <summary>The loudness is found, and the sound is mastered and encoded.</summary>
    Mastering,

    /// <summary>The audio's tags and the files beside it are written.</summary>
    Publishing,
}

namespace SpeechPipeline.Speech;

/// <summary>What of the speech is a matter of choice: callers name it, else a default stands for it, and the endpoint's own may stand in for the default.</summary>
[Flags]
public enum SpeechChoice
{
    /// <summary>Neither.</summary>
    None = 0,

    /// <summary>The model.</summary>
    Model = 1,

    /// <summary>The voice.</summary>
    Voice = 2,
}

namespace SpeechPipeline.Audio;

/// <summary>What an episode's samples are wrapped in.</summary>
public enum AudioContainer
{
    /// <summary>WAV, always with 16-bit PCM.</summary>
    Wav,

    /// <summary>MP3 at a constant bit rate.</summary>
    Mp3,

    /// <summary>Nothing: the samples alone.</summary>
    Raw,
}

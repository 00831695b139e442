using SpeechPipeline.Audio;

namespace SpeechPipeline.Speech;

/// <summary>How one call ended.</summary>
public abstract record SpeechAnswer
{
    SpeechAnswer()
    {
    }

    /// <summary>Speech, decoded.</summary>
    /// <param name="Audio">The sound.</param>
    /// <param name="StandIns">What the endpoint's own stood in for.</param>
    public sealed record Spoken(PcmAudio Audio, SpeechChoice StandIns = SpeechChoice.None) : SpeechAnswer;

    /// <summary>No speech.</summary>
    /// <param name="Kind">The kind of failure.</param>
    /// <param name="Message">The endpoint's message, or ours; never the text or the key.</param>
    /// <param name="NotBefore">The endpoint's hint: no call goes out before.</param>
    /// <param name="WasTaken">Whether the endpoint may have carried the call out, and may charge for it: it answered 200, or the answer was lost.</param>
    public sealed record Failed(SpeechFailureKind Kind, string Message, DateTimeOffset? NotBefore = null, bool WasTaken = false) : SpeechAnswer;
}

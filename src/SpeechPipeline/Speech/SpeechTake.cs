using SpeechPipeline.Audio;

namespace SpeechPipeline.Speech;

/// <summary>Usable speech of a text.</summary>
/// <param name="Audio">The sound, as the endpoint sent it.</param>
/// <param name="Shape">Where it sounds and pauses.</param>
/// <param name="Doubt">Why it should be asked for again; null: it should not.</param>
/// <param name="StandIns">What the endpoint's own stood in for.</param>
sealed record SpeechTake(PcmAudio Audio, SpeechShape Shape, SpeechDoubt? Doubt, SpeechChoice StandIns = SpeechChoice.None)
{
    /// <summary>Takes whose lengths differ by less than this are the same: the voice always says it so.</summary>
    const double Same = 0.01;

    /// <summary>Speech that nobody doubts.</summary>
    public static SpeechTake Of(PcmAudio audio) => new(audio, SpeechShape.Of(audio), Doubt: null);

    /// <summary>Whether a third take would be like these two.</summary>
    public bool IsLike(SpeechTake other) => Doubt?.Fault == other.Doubt?.Fault && Math.Abs(Shape.SoundSeconds - other.Shape.SoundSeconds) <= Same * Shape.SoundSeconds;

    /// <summary>The better of two.</summary>
    public SpeechTake Or(SpeechTake? other) => other is not null && (other.Doubt?.Size ?? 0) < (Doubt?.Size ?? 0) ? other : this;
}

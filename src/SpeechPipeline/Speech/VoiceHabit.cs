namespace SpeechPipeline.Speech;

/// <summary>How a voice speaks in an episode, as far as that is known.</summary>
/// <param name="Pace">How long its sound lasts, as a multiple of what <see cref="ExpectedSpeech"/> says; the median.</param>
/// <param name="PaceSpread">How far its segments are from that: the standard deviation of the logarithm.</param>
/// <param name="Pitch">The median of its pitch in Hz; 0: unknown.</param>
/// <param name="PitchSpread">How far its segments are from that: the standard deviation of the logarithm.</param>
/// <param name="LeastEnd">The silence that hardly any of its segments ends without, in windows of 10 ms; 0: unknown or none.</param>
readonly record struct VoiceHabit(double Pace, double PaceSpread, double Pitch = 0, double PitchSpread = 0, int LeastEnd = 0)
{
    /// <summary>Of a voice that is not known yet: voices differ by a fifth.</summary>
    /// <param name="pace">The pace of its model.</param>
    public static VoiceHabit OfAny(double pace) => new(pace, 0.2);

    /// <summary>Of a voice that was asked to speak in another manner: faster, sadder.</summary>
    /// <param name="pace">The pace of its model.</param>
    public static VoiceHabit OfAnything(double pace) => new(pace, 0.5);
}

using SpeechPipeline.Audio;

namespace SpeechPipeline.Segments;

/// <summary>
/// Refuses sound that cannot be the speech of its text: silence, next to nothing, overdriven, or of a length that no voice has. The
/// bounds are wide; they catch what was cut off or ran away, not a slow reader. Lengths are spoken ones (<see cref="SpokenLength"/>),
/// so that one pair of bounds does for every script: an ideograph is four letters' worth.
/// </summary>
static class SpeechPlausibility
{
    // Fast speech is some 20 letters a second; slow speech some 4.
    const double MostLettersPerSecond = 45;
    const double FewestLettersPerSecond = 1.5;
    const double LongestBeginningSeconds = 4;

    // -50 dBFS for the loudest hundredth of a second: well under the quietest speech, above dither, hum and the hiss of an empty room.
    const float Silence = 0.003f;

    // A voice that is turned up to the limit touches it for a few samples in ten thousand.
    const float FullScale = 0.9995f;
    const double MostClipped = 0.02;

    /// <summary>What is wrong, in words; null when nothing is.</summary>
    /// <param name="text">What was to be said.</param>
    /// <param name="audio">What came.</param>
    /// <param name="spoken">Its length in seconds without the silence at its edges.</param>
    public static string? Problem(string text, PcmAudio audio, double spoken)
    {
        if (new SoundLevel(audio).Loudest < Silence)
        {
            return "the audio is silent";
        }

        if (Clipped(audio.Samples) is > MostClipped and var clipped)
        {
            return FormattableString.Invariant($"{clipped:P0} of the audio is at full scale: it is overdriven");
        }

        // Nobody knows how digits are read, and whether signs are: "1000000" is two words or seven, "{" is one or none.
        var spelled = SpokenLength.Of(string.Concat(text.Where(char.IsLetterOrDigit)));
        var letters = spelled - (3 * text.Count(char.IsDigit));
        var most = spelled + (SpokenLength.Sign * text.Count(SpokenLength.IsSign));
        var whole = audio.DurationSeconds;
        if (spoken < letters / MostLettersPerSecond)
        {
            return FormattableString.Invariant($"{spoken:0.00} s of sound is too short for {letters} letters");
        }

        return whole > LongestBeginningSeconds + (most / FewestLettersPerSecond)
            ? FormattableString.Invariant($"{whole:0.00} s of audio is too long for {most} letters")
            : null;
    }

    static double Clipped(ReadOnlySpan<float> samples)
    {
        var count = 0;
        foreach (var sample in samples)
        {
            count += MathF.Abs(sample) >= FullScale ? 1 : 0;
        }

        return (double)count / samples.Length;
    }
}

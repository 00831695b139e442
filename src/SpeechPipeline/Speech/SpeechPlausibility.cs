using System.Text;
using SpeechPipeline.Audio;
using SpeechPipeline.Text;

namespace SpeechPipeline.Speech;

/// <summary>
/// Refuses audio that cannot be the speech of its text: silent, nearly silent, overdriven, or of an impossible length. The
/// bounds are wide; they catch what was cut off or ran away, not a slow reader. Lengths are spoken ones (<see cref="SpokenLength"/>),
/// so that one pair of bounds does for every script: an ideograph is four letters' worth.
/// </summary>
static class SpeechPlausibility
{
    // Fast speech is some 20 letters a second, 26 of the time that sounds; slow speech some 4.
    const double MostLettersPerSecond = 45;
    const double FewestLettersPerSecond = 1.5;
    const double LongestBeginningSeconds = 4;

    // A click sounds for 0.02 s; the shortest words of the voices known here, "to" and "up", for 0.13 s and more.
    const double LeastSoundSeconds = 0.06;

    // Silence at the edges is trimmed, so much of it does no harm.
    const double LongestSilenceSeconds = 20;

    // -50 dBFS for the loudest hundredth of a second: well under the quietest speech, above dither, hum and the hiss of an empty room.
    const float Silence = 0.003f;

    // A voice that is turned up to the limit touches it for a few samples in ten thousand.
    const float FullScale = 0.9995f;
    const double MostClipped = 0.02;

    /// <summary>The problem in words; null if there is none.</summary>
    /// <param name="text">The text.</param>
    /// <param name="audio">The audio.</param>
    /// <param name="spoken">Its length in seconds without the silence at its edges.</param>
    /// <param name="tempo">How many times the usual pace was asked for. Some endpoints do not obey, so the usual pace is right too.</param>
    public static string? Problem(string text, PcmAudio audio, double spoken, double tempo = 1)
    {
        var level = new SoundLevel(audio);
        if (level.Loudest < Silence)
        {
            return "the audio is silent";
        }

        if (Clipped(audio.Samples) is > MostClipped and var clipped)
        {
            return FormattableString.Invariant($"{clipped:P0} of the audio is at full scale: it is overdriven");
        }

        var (letters, most) = LettersOf(text);
        // By the duration of sound, not from the first sound to the last: two clicks are not a sentence, however far apart.
        var sounding = level.SecondsAbove(SpeechEdges.Threshold);
        if (sounding < Math.Max(LeastSoundSeconds, letters / (MostLettersPerSecond * Math.Max(1, tempo))))
        {
            return FormattableString.Invariant($"{sounding:0.00} s of sound is too short for {letters} letters");
        }

        return spoken > LongestBeginningSeconds + (most / (FewestLettersPerSecond * Math.Min(1, tempo)))
            ? FormattableString.Invariant($"{spoken:0.00} s of speech is too long for {most} letters")
            : null;
    }

    /// <summary>The longest plausible speech, in seconds; longer audio is refused without decoding.</summary>
    public static int MostSeconds(string text, double tempo = 1) =>
        (int)(LongestSilenceSeconds + LongestBeginningSeconds + (LettersOf(text).Most / (FewestLettersPerSecond * Math.Min(1, tempo))));

    /// <summary>Voices read digits and signs differently: "1000000" is two words or seven, "{" is one or none.</summary>
    static (int Least, int Most) LettersOf(string text)
    {
        var (least, most) = (0, 0);
        foreach (var rune in text.EnumerateRunes())
        {
            if (Rune.IsLetterOrDigit(rune))
            {
                least += Rune.IsDigit(rune) ? 1 : SpokenLength.Of(rune);
                most += SpokenLength.Of(rune);
            }
            else if (SpokenLength.IsSign(rune))
            {
                most += SpokenLength.Sign;
            }
        }

        return (least, most);
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

using SpeechPipeline.Audio;

namespace SpeechPipeline.Speech;

/// <summary>A reason to ask for speech again that does not make it unusable.</summary>
/// <param name="Fault">What seems wrong.</param>
/// <param name="Size">How sure that is; the less, the better the take.</param>
sealed record SpeechDoubt(SpeechFault Fault, double Size)
{
    // No speaker makes longer pauses within a paragraph.
    const double LongestPause = 1.7;
    const double SlowPace = 1.5;

    // Set by the benchmark 'completeness', so that at most one good segment in a hundred is above.
    const double MostFaulty = 3.6, MostOff = 2.3, MostWhole = 6.5;

    // 16 kHz called 24 kHz: half as fast again, and as high.
    const double LeastWrongRate = 0.2, MostOffOfRate = 2.6;

    const double Certain = 100;

    /// <summary>The doubt in words, for the manifest.</summary>
    public string Reason => Fault switch
    {
        SpeechFault.Rate => "too fast and high, or too slow and low",
        SpeechFault.Missing => "a sentence seems to be missing",
        SpeechFault.Repeated => "a sentence seems to be said twice",
        SpeechFault.Foreign => "there seems to be sound that is not of the text",
        SpeechFault.Cut => "the end seems to be cut off",
        SpeechFault.Tail => "sound seems to go on behind the end",
        SpeechFault.Silence => "there is a long silence inside",
        _ => "too long or too short for the text",
    };

    /// <summary>The doubt about a piece of speech, if there is one.</summary>
    /// <param name="phrases">Its text.</param>
    /// <param name="shape">Its sound.</param>
    /// <param name="habit">How its voice speaks.</param>
    public static SpeechDoubt? Of(IReadOnlyList<ExpectedSpeech.Phrase> phrases, SpeechShape shape, VoiceHabit habit)
    {
        if (phrases.Count == 0 || shape.Stretches.Count == 0)
        {
            return null;
        }

        // Of speech that was asked to be slow, the pauses are longer too.
        var longest = habit.Pace > SlowPace ? LongestPause * habit.Pace : LongestPause;
        var silence = shape.Pauses.DefaultIfEmpty().Max() / (double)SpeechShape.WindowsPerSecond;
        if (silence > longest)
        {
            return new SpeechDoubt(SpeechFault.Silence, Certain + silence);
        }

        if (shape.EndsAbruptly || shape.End * 3 < habit.LeastEnd)
        {
            return new SpeechDoubt(SpeechFault.Cut, Certain);
        }

        var (mean, variance) = (phrases.Sum(phrase => phrase.Mean), phrases.Sum(phrase => phrase.Variance));
        var off = Math.Log(shape.SoundSeconds / (habit.Pace * mean));
        var spread = Math.Sqrt((habit.PaceSpread * habit.PaceSpread) + ((variance + SpeechAlignment.VarianceOf(mean)) / (mean * mean)));
        if (Math.Abs(off) > MostOff * spread)
        {
            return new SpeechDoubt(SpeechFault.Length, Certain * Math.Abs(off));
        }

        if (habit.Pitch > 0 && shape.PitchHz > 0 && WrongRate(off, spread, Math.Log(shape.PitchHz / habit.Pitch), habit.PitchSpread + (0.05 / Math.Sqrt(mean))) is { } rate)
        {
            return new SpeechDoubt(SpeechFault.Rate, Certain * rate);
        }

        var (whole, faulty, fault) = new SpeechAlignment(phrases, shape).Costs(habit.Pace, habit.PaceSpread);
        return whole > MostWhole || whole - faulty > MostFaulty ? new SpeechDoubt(fault, whole) : null;
    }

    /// <summary>The doubt about speech that is so many times as fast as its voice.</summary>
    public static SpeechDoubt OfOutlier(double times) => new(SpeechFault.Length, Certain * Math.Abs(Math.Log(times)));

    /// <summary>The doubt about speech of which a part is heard twice in a row.</summary>
    public static SpeechDoubt OfRepeated() => new(SpeechFault.Repeated, Certain);

    /// <summary>Sound at a wrong rate is as much shorter as it is higher; the logarithm of that, if it is beyond chance.</summary>
    static double? WrongRate(double longer, double spread, double higher, double spreadOfHeight)
    {
        var (weight, other) = (1 / (spread * spread), 1 / (spreadOfHeight * spreadOfHeight));
        var times = Math.Abs((higher * other) - (longer * weight)) / (weight + other);
        return longer * higher < 0 && times > Math.Max(LeastWrongRate, MostOffOfRate / Math.Sqrt(weight + other)) ? times : null;
    }
}

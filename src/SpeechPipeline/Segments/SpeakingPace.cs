using System.Text;
using SpeechPipeline.Audio;
using SpeechPipeline.Speech;
using SpeechPipeline.Text;

namespace SpeechPipeline.Segments;

/// <summary>
/// The pace of each voice of an episode: spoken length (<see cref="SpokenLength"/>) per second, the median of the segments so far.
/// Speech far from that pace has lost or repeated words, even if it is plausible by itself.
/// </summary>
/// <param name="language">The spoken language.</param>
public sealed class SpeakingPace(string language = "en")
{
    /// <summary>With fewer known segments, the pace of a voice is unknown.</summary>
    const int LeastKnown = 8;

    /// <summary>Shorter texts vary too much: a name, a number, an exclamation.</summary>
    const int LeastLength = 40;

    /// <summary>A text with fewer characters per digit or sign is a table or a formula.</summary>
    const int LeastToADigit = 5, LeastToASign = 10;

    /// <summary>Speech this many times slower or faster than the median is faulty.</summary>
    const double MostDeviation = 2.5;

    /// <summary>
    /// Long texts vary less: of 1,250 such segments of pages and of a book, spoken by four voices, none was more than 1.33 times as fast as
    /// the median. So a segment that has lost half its words is detected.
    /// </summary>
    const double MostHasteOfLong = 2;

    const int Long = 150;

    readonly VoiceHabits _habits = new();
    readonly Lock _lock = new();
    readonly Dictionary<string, List<double>> _known = new(StringComparer.Ordinal);

    /// <summary>Counts a segment whose speech is accepted.</summary>
    public void Add(PlannedSegment segment, StoredSegment stored)
    {
        if (stored.Shape is { } shape)
        {
            _habits.Add(segment.Speaker, ExpectedSpeech.Of(segment.Text, language).Sum(phrase => phrase.Mean), shape);
        }

        if (Of(segment.Text, stored.Seconds) is { } pace)
        {
            lock (_lock)
            {
                var known = _known.TryGetValue(segment.Speaker ?? "", out var voice) ? voice : _known[segment.Speaker ?? ""] = [];
                var found = known.BinarySearch(pace);
                known.Insert(found >= 0 ? found : ~found, pace);
            }
        }
    }

    /// <summary>The pace relative to the median of its voice, 1 being equal; null if that is unknown.</summary>
    public double? Deviation(string text, string? speaker, double seconds)
    {
        if (Of(text, seconds) is not { } pace)
        {
            return null;
        }

        lock (_lock)
        {
            return _known.TryGetValue(speaker ?? "", out var known) && known.Count >= LeastKnown ? pace / known[known.Count / 2] : null;
        }
    }

    /// <summary>Whether the pace is too far from the median of its voice.</summary>
    /// <param name="text">The text.</param>
    /// <param name="speaker">The speaker.</param>
    /// <param name="seconds">The duration of the speech.</param>
    /// <param name="usual">The pace, in letters per second, to compare with while that of the voice is unknown; null: no comparison.</param>
    public bool IsOutlier(string text, string? speaker, double seconds, double? usual = null) => Deviation(text, speaker, seconds) is { } times
        ? times < 1 / MostDeviation || times > (SpokenLength.Of(text) >= Long ? MostHasteOfLong : MostDeviation)
        : Of(text, seconds) > MostDeviation * usual;

    /// <summary>What seems wrong with speech that is possible for its text.</summary>
    /// <param name="text">The text.</param>
    /// <param name="speaker">The speaker.</param>
    /// <param name="shape">The speech.</param>
    /// <param name="usual">How an unknown voice speaks; null: nothing is said of it.</param>
    internal SpeechDoubt? Doubt(string text, string? speaker, SpeechShape shape, VoiceHabit? usual) =>
        shape.SaysTwice && !RepeatedWords.AreIn(text) ? SpeechDoubt.OfRepeated()
        : _habits.Of(speaker, usual) is { } habit ? SpeechDoubt.Of(ExpectedSpeech.Of(text, language), shape, habit) : null;

    /// <summary>Why it is too far from that pace; null if it is not.</summary>
    public string? Problem(string text, string? speaker, double seconds, double? usual) => !IsOutlier(text, speaker, seconds, usual)
        ? null
        : Deviation(text, speaker, seconds) is { } times
            ? FormattableString.Invariant($"{seconds:0.00} s is {times:0.0} times as fast as this voice usually speaks")
            : FormattableString.Invariant($"{seconds:0.00} s is {Of(text, seconds) / usual:0.0} times as fast as this model usually speaks");

    /// <summary>
    /// Null for texts that do not show a voice's pace: short ones, and those with many digits or signs, which voices read
    /// differently. A TeX formula read sign by sign takes two and a half times as long as its letters.
    /// </summary>
    static double? Of(string text, double seconds)
    {
        var (length, characters, digits, signs) = (0, 0, 0, 0);
        foreach (var rune in text.EnumerateRunes())
        {
            length += SpokenLength.Of(rune);
            characters++;
            digits += Rune.IsDigit(rune) ? 1 : 0;
            signs += SpokenLength.IsSign(rune) ? 1 : 0;
        }

        return length >= LeastLength && digits * LeastToADigit <= characters && signs * LeastToASign <= characters && seconds > 0 ? length / seconds : null;
    }
}

using System.Text;
using SpeechPipeline.Text;

namespace SpeechPipeline.Segments;

/// <summary>
/// How fast the voices of one episode speak: spoken length (<see cref="SpokenLength"/>) a second, the median of what is spoken so far.
/// An answer that is far from it has lost or repeated words, though by itself it could be speech.
/// </summary>
public sealed class SpeakingPace
{
    /// <summary>Before so many segments of a voice are known, nothing is said of it.</summary>
    const int LeastKnown = 8;

    /// <summary>Shorter texts vary too much: a name, a number, a cry.</summary>
    const int LeastLength = 40;

    /// <summary>With fewer characters to a digit, or to a sign, a text is a table or a formula.</summary>
    const int LeastToADigit = 5, LeastToASign = 10;

    /// <summary>So many times slower or faster than the median is none of the voice's moods.</summary>
    const double MostDeviation = 2.5;

    /// <summary>
    /// A long text evens out: of 1,250 such segments of pages and of a book, spoken by four voices, none was more than 1.33 times as fast as
    /// the median. So one that has lost half its words is told.
    /// </summary>
    const double MostHasteOfLong = 2;

    const int Long = 150;

    readonly Lock _lock = new();
    readonly Dictionary<string, List<double>> _known = new(StringComparer.Ordinal);

    /// <summary>Notes a segment whose speech is accepted.</summary>
    public void Add(PlannedSegment segment, StoredSegment stored)
    {
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

    /// <summary>How many times as fast as its voice is otherwise; null where nothing can be said.</summary>
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

    /// <summary>Whether it is too far from how its voice speaks otherwise.</summary>
    /// <param name="text">What was to be said.</param>
    /// <param name="speaker">Who says it.</param>
    /// <param name="seconds">How long that took.</param>
    /// <param name="usual">What is too fast is measured by this, in letters a second, before the voice is known; null: by nothing.</param>
    public bool IsOutlier(string text, string? speaker, double seconds, double? usual = null) => Deviation(text, speaker, seconds) is { } times
        ? times < 1 / MostDeviation || times > (SpokenLength.Of(text) >= Long ? MostHasteOfLong : MostDeviation)
        : Of(text, seconds) > MostDeviation * usual;

    /// <summary>The same in words; null where it is not too far.</summary>
    public string? Problem(string text, string? speaker, double seconds, double? usual) => !IsOutlier(text, speaker, seconds, usual)
        ? null
        : Deviation(text, speaker, seconds) is { } times
            ? FormattableString.Invariant($"{seconds:0.00} s is {times:0.0} times as fast as this voice speaks otherwise")
            : FormattableString.Invariant($"{seconds:0.00} s is {Of(text, seconds) / usual:0.0} times as fast as this model speaks otherwise");

    /// <summary>
    /// Null for texts that say nothing of a voice's pace: short ones, and those of many digits or signs, of which nobody knows how they
    /// are read. A formula in TeX, sign by sign, takes two and a half times as long as its letters.
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

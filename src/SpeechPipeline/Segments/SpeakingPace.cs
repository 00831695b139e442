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
                known.Insert(~known.BinarySearch(pace) is var at and >= 0 ? at : known.BinarySearch(pace), pace);
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
    public bool IsOutlier(string text, string? speaker, double seconds) => Deviation(text, speaker, seconds) is < 1 / MostDeviation or > MostDeviation;

    /// <summary>
    /// Null for texts that say nothing of a voice's pace: short ones, and those of many digits or signs, of which nobody knows how they
    /// are read. A formula in TeX, sign by sign, takes two and a half times as long as its letters.
    /// </summary>
    static double? Of(string text, double seconds)
    {
        var (length, digits, signs) = (SpokenLength.Of(text), text.Count(char.IsDigit), text.Count(SpokenLength.IsSign));
        return length >= LeastLength && digits * LeastToADigit <= text.Length && signs * LeastToASign <= text.Length && seconds > 0 ? length / seconds : null;
    }
}

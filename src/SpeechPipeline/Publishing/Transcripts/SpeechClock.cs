using SpeechPipeline.Audio;
namespace SpeechPipeline.Publishing.Transcripts;

/// <summary>
/// A segment's time without its silences, so that the length of a pause does not shift the expected places
/// after it.
/// </summary>
sealed class SpeechClock
{
    readonly long[] _silentBefore;
    readonly long _start;

    public SpeechClock(SpokenSegment segment)
    {
        _start = segment.Start;
        Silences = Inside(segment);
        _silentBefore = new long[Silences.Count + 1];
        for (var i = 0; i < Silences.Count; i++)
        {
            _silentBefore[i + 1] = _silentBefore[i] + Silences[i].Length;
        }

        Spoken = segment.End - segment.Start - _silentBefore[^1];
        if (Spoken <= 0)
        {
            (Silences, _silentBefore, Spoken) = ([], [0], segment.End - segment.Start);
        }
    }

    public List<Silence> Silences { get; }

    /// <summary>Frames of speech.</summary>
    public long Spoken { get; }

    /// <summary>The frames of speech before a silence.</summary>
    public long SpokenBefore(int silence) => Silences[silence].Start - _start - _silentBefore[silence];

    /// <summary>The frame of the timeline at which a number of frames has been spoken; before a silence that begins there.</summary>
    public long FrameAt(double spoken)
    {
        var (low, high) = (0, Silences.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = SpokenBefore(middle) < spoken ? (middle + 1, high) : (low, middle);
        }

        return _start + (long)spoken + _silentBefore[low];
    }

    static List<Silence> Inside(SpokenSegment segment)
    {
        var silences = new List<Silence>();
        var from = segment.Start;
        foreach (var silence in segment.Silences)
        {
            var inside = new Silence(Math.Max(silence.Start, from), Math.Min(silence.End, segment.End));
            if (inside.Length > 0)
            {
                silences.Add(inside);
                from = inside.End;
            }
        }

        return silences;
    }
}

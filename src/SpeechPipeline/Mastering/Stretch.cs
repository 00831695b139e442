namespace SpeechPipeline.Mastering;

/// <summary>
/// A part of an episode that is mastered by itself: others at the same time, or in another invocation. Every stretch but the first
/// begins in the pause after a segment.
/// </summary>
/// <param name="Index">From 0.</param>
/// <param name="Segments">Those that lie in it, in order.</param>
/// <param name="Start">Its first sample of the episode.</param>
/// <param name="End">The sample after its last.</param>
/// <param name="IsLast">Whether the episode ends with it.</param>
public sealed record Stretch(int Index, IReadOnlyList<PlacedSegment> Segments, long Start, long End, bool IsLast)
{
    /// <summary>Long enough for an encoder's start not to count, short enough to be lost without regret.</summary>
    const int Seconds = 120;

    /// <summary>Silence before a cut, in steps of the grid: what MP3 needs to be joined without a seam.</summary>
    const int SilentSteps = 3;

    /// <summary>Cuts an episode in the first pause after every two minutes that is long enough.</summary>
    /// <param name="segments">All of them.</param>
    /// <param name="frames">The episode's length.</param>
    /// <param name="rateHz">The episode's rate.</param>
    /// <param name="grid">Cuts lie at whole multiples of so many samples.</param>
    public static IReadOnlyList<Stretch> Cut(IReadOnlyList<PlacedSegment> segments, long frames, int rateHz, int grid)
    {
        var stretches = new List<Stretch>();
        var (start, first) = (0L, 0);
        for (var i = 0; i + 1 < segments.Count; i++)
        {
            var cut = (segments[i].End + (SilentSteps * grid) + grid - 1) / grid * grid;
            if (segments[i].End - start >= (long)Seconds * rateHz && cut <= segments[i + 1].Start)
            {
                stretches.Add(new Stretch(stretches.Count, [.. segments.Take(first..(i + 1))], start, cut, IsLast: false));
                (start, first) = (cut, i + 1);
            }
        }

        stretches.Add(new Stretch(stretches.Count, [.. segments.Skip(first)], start, frames, IsLast: true));
        return stretches;
    }
}

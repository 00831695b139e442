namespace SpeechPipeline.Mastering;

/// <summary>
/// A part of an episode that is mastered by itself: others at the same time, or in another invocation. Every chunk but the first
/// begins after a segment, in its pause where it has one.
/// </summary>
/// <param name="Index">From 0.</param>
/// <param name="Segments">Those that lie in it, in order.</param>
/// <param name="Start">Its first sample of the episode.</param>
/// <param name="End">The sample after its last.</param>
/// <param name="IsLast">Whether the episode ends with it.</param>
public sealed record Chunk(int Index, IReadOnlyList<PlacedSegment> Segments, long Start, long End, bool IsLast)
{
    /// <summary>Long enough for an encoder's start not to count, short enough to be lost without regret.</summary>
    const int Seconds = 120;

    /// <summary>So long it waits for a pause.</summary>
    const int MostSecondsToAPause = 240;

    /// <summary>Silence before a cut, in steps of the grid: what MP3 needs to be joined without a seam.</summary>
    const int SilentSteps = 3;

    /// <summary>
    /// Where the chunk is to end that so far ends with a segment; null: it goes on. From two minutes on, in the first pause that is long
    /// enough; from four minutes on, a text without pauses must do with the end of a segment, or the chunk would outgrow an invocation.
    /// </summary>
    /// <param name="start">The chunk's first sample.</param>
    /// <param name="end">The sample after the segment's last.</param>
    /// <param name="next">Where the next segment would begin.</param>
    /// <param name="rateHz">The episode's rate.</param>
    /// <param name="grid">Cuts lie at whole multiples of so many samples.</param>
    /// <returns>At most <paramref name="next"/>, but on the grid of MP3, which needs its silence: then the next segment is to begin there.</returns>
    public static long? CutAfter(long start, long end, long next, int rateHz, int grid)
    {
        var inPause = (end + (SilentSteps * grid) + grid - 1) / grid * grid;
        return ((end - start) / (double)rateHz) switch
        {
            >= Seconds when inPause <= next => inPause,
            >= MostSecondsToAPause => grid == 1 ? next : inPause,
            _ => null,
        };
    }
}

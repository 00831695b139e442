namespace SpeechPipeline.Mastering;

/// <summary>
/// A part of an episode that is mastered separately, in parallel or in another invocation. Every chunk but the first
/// begins after a segment, in the pause after it if there is one.
/// </summary>
/// <param name="Index">From 0.</param>
/// <param name="Segments">The segments in it, in order.</param>
/// <param name="Start">Its first sample of the episode.</param>
/// <param name="End">The sample after its last.</param>
/// <param name="IsLast">Whether the episode ends with it.</param>
public sealed record Chunk(int Index, IReadOnlyList<PlacedSegment> Segments, long Start, long End, bool IsLast)
{
    /// <summary>Long enough that an encoder's start does not matter, short enough to be made again.</summary>
    const int Seconds = 120;

    /// <summary>The longest chunk that still waits for a pause.</summary>
    const int MostSecondsToAPause = 240;

    /// <summary>Silence before a cut, in steps of the grid, which MP3 needs to be joined without an audible seam.</summary>
    const int SilentSteps = 3;

    /// <summary>
    /// Where to end a chunk after a segment; null: it continues. From two minutes on, it ends in the first pause that is long
    /// enough; from four minutes on, at the end of any segment, because the chunk would become too long for an invocation.
    /// </summary>
    /// <param name="start">The chunk's first sample.</param>
    /// <param name="end">The sample after the segment's last.</param>
    /// <param name="next">The start of the next segment.</param>
    /// <param name="rateHz">The episode's rate.</param>
    /// <param name="grid">Cuts are at multiples of this number of samples.</param>
    /// <returns>At most <paramref name="next"/>, except on a grid without a long pause, where silence is needed before the cut: then the next segment must begin there.</returns>
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

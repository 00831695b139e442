using System.Text.Json.Serialization;

namespace SpeechPipeline.Audio.Loudness;

/// <summary>
/// What one chunk of an episode adds to its loudness: about 55 bytes of JSON for a second. Chunks that cover the episode without
/// gap or overlap, in any order, give the loudness of the whole.
/// </summary>
/// <param name="StartFrame">Where in the episode the chunk begins.</param>
/// <param name="FrameCount">How long it is.</param>
/// <param name="SumSquares">
/// K-weighted squares, summed over channels and frames, for each 100 ms of the episode's grid that the chunk touches; the first and
/// the last may be parts.
/// </param>
public sealed record LoudnessEnergies(
    long StartFrame,
    long FrameCount,
    [property: JsonConverter(typeof(SinglesConverter))] float[] SumSquares)
{
    /// <summary>The first frame after it.</summary>
    [JsonIgnore]
    public long EndFrame => StartFrame + FrameCount;

    /// <summary>Chunks, in any order, as one.</summary>
    /// <exception cref="ArgumentException">There is none, a gap or an overlap is between them, or one was measured at another rate.</exception>
    public static LoudnessEnergies Combine(IEnumerable<LoudnessEnergies> chunks, PcmFormat format)
    {
        var ordered = chunks.OrderBy(static chunk => chunk.StartFrame).ThenBy(static chunk => chunk.FrameCount).ToArray();
        if (ordered.Length == 0)
        {
            throw new ArgumentException("There is nothing to combine.", nameof(chunks));
        }

        var (start, end) = (ordered[0].StartFrame, ordered[^1].EndFrame);
        var first = SubBlocks.Holding(start, format.SampleRateHz);
        var sums = new double[Count(start, end - start, format)];
        var at = start;
        foreach (var chunk in ordered)
        {
            if (chunk.StartFrame != at)
            {
                throw new ArgumentException($"The chunk at frame {chunk.StartFrame} does not begin where the one before it ends, at frame {at}.", nameof(chunks));
            }

            if (chunk.SumSquares.Length != Count(chunk.StartFrame, chunk.FrameCount, format))
            {
                throw new ArgumentException($"The chunk at frame {at} was not measured at {format.SampleRateHz} Hz.", nameof(chunks));
            }

            var offset = SubBlocks.Holding(at, format.SampleRateHz) - first;
            for (var i = 0; i < chunk.SumSquares.Length; i++)
            {
                sums[offset + i] += chunk.SumSquares[i];
            }

            at = chunk.EndFrame;
        }

        return new LoudnessEnergies(start, end - start, Array.ConvertAll(sums, static sum => (float)sum));
    }

    /// <summary>
    /// The integrated loudness of chunks together, in LUFS, as <see cref="GatedLoudness"/> defines it; null for silence.
    /// </summary>
    /// <param name="gainDb">As if all had been amplified by this much before it was measured.</param>
    /// <exception cref="ArgumentException">As <see cref="Combine"/>.</exception>
    public static double? Integrate(IEnumerable<LoudnessEnergies> chunks, PcmFormat format, double gainDb = 0) =>
        GatedLoudness.Of(Combine(chunks, format), format.SampleRateHz, gainDb);

    /// <summary>How many sub-blocks a chunk touches.</summary>
    internal static long Count(long startFrame, long frameCount, PcmFormat format) => frameCount == 0
        ? 0
        : SubBlocks.Holding(startFrame + frameCount - 1, format.SampleRateHz) - SubBlocks.Holding(startFrame, format.SampleRateHz) + 1;
}

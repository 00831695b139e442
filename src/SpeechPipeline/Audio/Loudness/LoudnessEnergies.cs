using System.Text.Json.Serialization;

namespace SpeechPipeline.Audio.Loudness;

/// <summary>
/// The loudness data of one chunk of an episode: about 55 bytes of JSON per second. Chunks that cover the episode without
/// gap or overlap, in any order, give the loudness of the whole.
/// </summary>
/// <param name="StartFrame">The first frame of the chunk in the episode.</param>
/// <param name="FrameCount">The length of the chunk, in frames.</param>
/// <param name="SumSquares">
/// K-weighted squares, summed over channels and frames, for each 100 ms of the episode's grid that the chunk touches; the first and
/// the last may be partial.
/// </param>
public sealed record LoudnessEnergies(
    long StartFrame,
    long FrameCount,
    [property: JsonConverter(typeof(SinglesConverter))] float[] SumSquares)
{
    /// <summary>The first frame after it.</summary>
    [JsonIgnore]
    public long EndFrame => StartFrame + FrameCount;

    /// <summary>Combines chunks, in any order.</summary>
    /// <exception cref="ArgumentException">There are no chunks, there is a gap or an overlap, or one was measured at another rate.</exception>
    public static LoudnessEnergies Combine(IEnumerable<LoudnessEnergies> chunks, PcmFormat format)
    {
        var ordered = chunks.OrderBy(static chunk => chunk.StartFrame).ThenBy(static chunk => chunk.FrameCount).ToArray();
        if (ordered.Length == 0)
        {
            throw new ArgumentException("There are no chunks to combine.", nameof(chunks));
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
    /// The integrated loudness of all chunks, in LUFS, as defined in <see cref="GatedLoudness"/>; null for silence.
    /// </summary>
    /// <param name="gainDb">The gain, in dB, to apply before measuring.</param>
    /// <exception cref="ArgumentException">As <see cref="Combine"/>.</exception>
    public static double? Integrate(IEnumerable<LoudnessEnergies> chunks, PcmFormat format, double gainDb = 0) =>
        GatedLoudness.Of(Combine(chunks, format), format.SampleRateHz, gainDb);

    /// <summary>The number of sub-blocks that a chunk touches.</summary>
    internal static long Count(long startFrame, long frameCount, PcmFormat format) => frameCount == 0
        ? 0
        : SubBlocks.Holding(startFrame + frameCount - 1, format.SampleRateHz) - SubBlocks.Holding(startFrame, format.SampleRateHz) + 1;
}

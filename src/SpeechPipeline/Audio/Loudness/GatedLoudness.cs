namespace SpeechPipeline.Audio.Loudness;

/// <summary>
/// Integrated loudness (ITU-R BS.1770-4, Annex 1): of all blocks of 400 ms, one each 100 ms, those louder than -70 LUFS count, and of those
/// the ones that are no more than 10 LU below their mean. An incomplete block at the end does not count. Sound shorter than one block is
/// measured as a whole, with the absolute gate only.
/// </summary>
static class GatedLoudness
{
    const double Offset = -0.691; // makes a sine of 997 Hz at full scale -3.01 LUFS
    const double AbsoluteGateLufs = -70;
    const double RelativeGateLu = 10;

    /// <summary>
    /// The loudness after amplification by <paramref name="gainDb"/>: blocks that the gain lifts over the absolute gate
    /// count too, and the relative gate shifts with the sound. Null if nothing is louder than the absolute gate.
    /// </summary>
    public static double? Of(LoudnessEnergies energies, int rateHz, double gainDb)
    {
        var gain = Math.Pow(10, gainDb / 10);
        var blocks = MeanSquares(energies, rateHz);
        for (var i = 0; i < blocks.Length; i++)
        {
            blocks[i] *= gain;
        }

        var absolute = MeanSquare(AbsoluteGateLufs);
        if (MeanAbove(absolute, blocks) is not { } ungated)
        {
            return null;
        }

        var relative = ungated * Math.Pow(10, -RelativeGateLu / 10);
        return Lufs(MeanAbove(Math.Max(absolute, relative), blocks)!.Value);
    }

    // The mean square of each block; of everything if there is no whole block.
    static double[] MeanSquares(LoudnessEnergies energies, int rateHz)
    {
        var first = SubBlocks.Holding(energies.StartFrame, rateHz);
        var skip = SubBlocks.Start(first, rateHz) < energies.StartFrame ? 1 : 0;
        var end = SubBlocks.Holding(energies.EndFrame, rateHz);
        var count = end - first - skip - SubBlocks.InGatingBlock + 1;
        if (count <= 0)
        {
            return energies.FrameCount == 0 ? [] : [energies.SumSquares.Sum(static sum => (double)sum) / energies.FrameCount];
        }

        var blocks = new double[count];
        for (var i = 0; i < count; i++)
        {
            var index = first + skip + i;
            var frames = SubBlocks.Start(index + SubBlocks.InGatingBlock, rateHz) - SubBlocks.Start(index, rateHz);
            var sum = 0.0;
            for (var j = 0; j < SubBlocks.InGatingBlock; j++)
            {
                sum += energies.SumSquares[skip + i + j];
            }

            blocks[i] = sum / frames;
        }

        return blocks;
    }

    static double? MeanAbove(double gate, double[] blocks)
    {
        var (sum, count) = (0.0, 0);
        foreach (var block in blocks)
        {
            if (block > gate)
            {
                sum += block;
                count++;
            }
        }

        return count == 0 ? null : sum / count;
    }

    /// <summary>The loudness of a K-weighted mean square, in LUFS.</summary>
    public static double Lufs(double meanSquare) => Offset + (10 * Math.Log10(meanSquare));

    static double MeanSquare(double lufs) => Math.Pow(10, (lufs - Offset) / 10);
}

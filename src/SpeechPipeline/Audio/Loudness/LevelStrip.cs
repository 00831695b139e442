namespace SpeechPipeline.Audio.Loudness;

/// <summary>The loudness of an episode over its time, for players to draw.</summary>
/// <param name="Seconds">The time that each value covers, a multiple of 0.1 s; the last one may cover less.</param>
/// <param name="Lufs">The loudness of each, in whole LUFS: ungated, −70 and less is silence.</param>
public sealed record LevelStrip(double Seconds, IReadOnlyList<int> Lufs)
{
    /// <summary>About as many as a wide screen shows apart.</summary>
    const int MostValues = 600;

    const int Silence = -70;

    /// <exception cref="ArgumentException">As <see cref="LoudnessEnergies.Combine"/>.</exception>
    internal static LevelStrip Of(IEnumerable<LoudnessEnergies> chunks, PcmFormat format)
    {
        var whole = LoudnessEnergies.Combine(chunks, format);
        var each = Math.Max(1, (int)Math.Ceiling(whole.SumSquares.Length / (double)MostValues));
        return new LevelStrip(Math.Round(each / 10.0, 1), [.. whole.SumSquares.Chunk(each).Select(Lufs)]);

        int Lufs(float[] sums)
        {
            var mean = sums.Sum(static sum => (double)sum) / (sums.Length * format.SampleRateHz / 10.0);
            return mean > 0 ? Math.Max(Silence, (int)Math.Round(GatedLoudness.Lufs(mean))) : Silence;
        }
    }
}

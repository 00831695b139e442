using SpeechPipeline.Audio.Loudness;

namespace SpeechPipeline.Mastering;

/// <summary>
/// Finds the gain that brings an episode to its loudness. The episode is measured as it was spoken and, if peaks would then be limited,
/// again as it would be after mastering, because a limiter reduces loudness too.
/// </summary>
/// <param name="layout">The episode.</param>
/// <param name="target">The loudness to reach.</param>
/// <param name="measureAsync">Measures the whole episode, amplified and limited if a gain is given; null if that is not finished.</param>
sealed class EpisodeGain(EpisodeLayout layout, TargetLoudness target, Func<double?, int, Task<IReadOnlyCollection<MeasuredChunk>?>> measureAsync)
{
    /// <summary>The largest gain: more would amplify the noise of a voice.</summary>
    const double MostDb = 30;

    /// <summary>The largest gain beyond the one that would be enough without a limiter: more would distort a voice.</summary>
    const double MostMakeUpDb = 3;

    const double CloseEnoughLu = 0.2;
    const int MostRounds = 3;

    /// <summary>The loudness to reach.</summary>
    public TargetLoudness Target => target;

    /// <summary>The loudness of the speech before mastering; null for silence.</summary>
    public double? SpokenLufs { get; private set; }

    /// <summary>The gain in dB, once it is found.</summary>
    public double GainDb { get; private set; }

    /// <summary>
    /// The share of the search that is done, from 0 to 1, when this share of a round is: half of what is left goes to each round, because how
    /// many there will be is not known.
    /// </summary>
    public static double ShareDone(int round, double share) => 1 - (Math.Pow(0.5, round) * (1 - (share / 2)));

    /// <returns>False if the next invocation must continue.</returns>
    public async Task<bool> FindAsync()
    {
        if (await measureAsync(null, 0) is not { } spoken)
        {
            return false;
        }

        SpokenLufs = LufsOf(spoken);
        var plain = Math.Clamp(MissingOf(spoken), -MostDb, MostDb);
        var peakDbtp = 20 * Math.Log10(spoken.Max(chunk => chunk.TruePeak));
        var gain = plain;
        for (var round = 1; round <= MostRounds && peakDbtp + gain > target.CeilingDbtp - PeakLimiter.MarginDb; round++)
        {
            if (await measureAsync(gain, round) is not { } limited)
            {
                return false;
            }

            var missing = MissingOf(limited);
            if (missing < CloseEnoughLu)
            {
                break;
            }

            gain = Math.Min(gain + missing, plain + MostMakeUpDb);
        }

        GainDb = gain;
        return true;
    }

    /// <summary>By how many dB it is too soft; 0 for silence.</summary>
    double MissingOf(IReadOnlyCollection<MeasuredChunk> measured) => target.Level - (LevelOf(measured) ?? target.Level);

    double? LevelOf(IReadOnlyCollection<MeasuredChunk> measured) => target.Measure == LoudnessMeasure.Rms
        ? SquareSum.RmsDb(measured.Select(chunk => chunk.SquareSum), layout.Frames * layout.Format.Channels)
        : LufsOf(measured);

    double? LufsOf(IReadOnlyCollection<MeasuredChunk> measured) =>
        LoudnessEnergies.Integrate(measured.Select(chunk => chunk.Loudness), layout.Format);
}

using SpeechPipeline.Audio.Loudness;

namespace SpeechPipeline.Mastering;

/// <summary>
/// Finds the one gain that brings an episode to its loudness: measured as it was spoken, and, where peaks would then be turned down,
/// measured again as it would come out, for a limiter takes loudness with the peaks.
/// </summary>
/// <param name="layout">The episode.</param>
/// <param name="targetLufs">Its loudness.</param>
/// <param name="measureAsync">Measures all of it, amplified and limited where a gain is given; null when that is not finished.</param>
sealed class EpisodeGain(EpisodeLayout layout, double targetLufs, Func<double?, int, Task<IReadOnlyCollection<MeasuredChunk>?>> measureAsync)
{
    /// <summary>However quiet speech is: more would bring up the noise of a voice.</summary>
    const double MostDb = 30;

    /// <summary>Beyond the gain that would do without a limiter: more would crush a voice for a loudness that its peaks do not allow.</summary>
    const double MostMakeUpDb = 3;

    const double CloseEnoughLu = 0.2;
    const int MostRounds = 3;

    /// <summary>The loudness that is wanted.</summary>
    public double TargetLufs => targetLufs;

    /// <summary>Of the speech as it came; null for silence.</summary>
    public double? SpokenLufs { get; private set; }

    /// <summary>In dB, once it is found.</summary>
    public double GainDb { get; private set; }

    /// <returns>False when the next invocation is to go on.</returns>
    public async Task<bool> FindAsync()
    {
        if (await measureAsync(null, 0) is not { } spoken)
        {
            return false;
        }

        SpokenLufs = LufsOf(spoken);
        var plain = Math.Clamp(targetLufs - (SpokenLufs ?? targetLufs), -MostDb, MostDb);
        var peakDbtp = 20 * Math.Log10(spoken.Max(chunk => chunk.TruePeak));
        var gain = plain;
        for (var round = 1; round <= MostRounds && peakDbtp + gain > ChunkMaster.CeilingDbtp - PeakLimiter.MarginDb; round++)
        {
            if (await measureAsync(gain, round) is not { } limited)
            {
                return false;
            }

            var missing = targetLufs - (LufsOf(limited) ?? targetLufs);
            if (missing < CloseEnoughLu)
            {
                break;
            }

            gain = Math.Min(gain + missing, plain + MostMakeUpDb);
        }

        GainDb = gain;
        return true;
    }

    double? LufsOf(IReadOnlyCollection<MeasuredChunk> measured) =>
        LoudnessEnergies.Integrate(measured.Select(chunk => chunk.Loudness), layout.Format);
}

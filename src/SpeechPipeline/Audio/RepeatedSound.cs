namespace SpeechPipeline.Audio;

/// <summary>
/// Finds speech that is said twice in a row: between two pauses, and at once again, up to a pause. The two sayings are laid along each other
/// (dynamic time warping; Sakoe and Chiba, 1978) by the energy of their bands, which hardly depends on level and pace. Time and memory grow with
/// the length of the speech.
/// </summary>
static class RepeatedSound
{
    const int FramesPerSecond = 50;
    const int Bands = 14;
    const double LowestHz = 150, HighestHz = 5_500;

    // A band this far below the loud parts is as good as silent: noise is no likeness.
    const double Floor = 1e-4;

    // Of shorter sayings too many are alike by chance; longer ones have a pause in them, and their parts do not follow each other.
    const double LeastSeconds = 0.5, MostSeconds = 20;

    /// <summary>How much longer or shorter the second saying may be, and by how many frames more.</summary>
    const double MostStretch = 0.3;
    const int Slack = 10;

    /// <summary>
    /// How far apart two sayings are, as a part of how far apart any two sounds of the speech are. The benchmark <c>completeness</c> has one good
    /// segment in 240 below this.
    /// </summary>
    const double MostApart = 0.4;

    /// <summary>Any two sounds of speech are 11 to 15 apart; those of a tone, which is always like itself, one at most.</summary>
    const double LeastVaried = 4;

    /// <summary>What begins further apart than that is not the same.</summary>
    const double MostApartAtFirst = 0.6;
    const int First = 40;

    /// <param name="audio">The speech.</param>
    /// <param name="sounds">Where it sounds, in windows of <see cref="SpeechShape.WindowsPerSecond"/>.</param>
    public static bool IsIn(PcmAudio audio, IReadOnlyList<(int Start, int End)> sounds)
    {
        const int least = (int)(LeastSeconds * FramesPerSecond), most = (int)(MostSeconds * FramesPerSecond);
        if (sounds.Count < 2)
        {
            return false;
        }

        var (frames, starts) = Frames(audio, sounds);
        var usual = UsualDistance(frames);
        if (usual < LeastVaried)
        {
            return false;
        }

        for (var one = 0; one < starts.Count; one++)
        {
            for (var other = one + 1; other < starts.Count && starts[other] - starts[one] <= most; other++)
            {
                if (starts[other] - starts[one] >= least && AreSame(frames, starts[one], starts[other], starts, usual))
                {
                    return true;
                }
            }
        }

        return false;
    }

    /// <summary>Whether what lies between the two starts is what follows the second, up to a pause.</summary>
    static bool AreSame(List<float[]> frames, int start, int second, List<int> starts, double usual)
    {
        var length = second - start;
        var most = Math.Min(frames.Count - second, length + Reach(length));
        if (most < length - Reach(length))
        {
            return false;
        }

        // At [j]: the least sum of distances by which the first i frames reach the first j of the second saying.
        var (row, before) = (Row(most), Row(most));
        before[0] = 0;
        for (var i = 1; i <= length; i++)
        {
            Array.Fill(row, double.PositiveInfinity);
            var least = double.PositiveInfinity;
            for (var j = Math.Max(1, i - Reach(i)); j <= Math.Min(most, i + Reach(i)); j++)
            {
                row[j] = Apart(frames[start + i - 1], frames[second + j - 1]) + Math.Min(before[j - 1], Math.Min(before[j], row[j - 1]));
                least = Math.Min(least, row[j]);
            }

            if (i >= First && least > MostApartAtFirst * usual * i)
            {
                return false;
            }

            (row, before) = (before, row);
        }

        return starts.Append(frames.Count).Select(end => end - second)
            .Any(j => j >= length - Reach(length) && j > 0 && j <= most && before[j] <= MostApart * usual * Math.Max(length, j));
    }

    static int Reach(int frames) => Slack + (int)(frames * MostStretch);

    static double[] Row(int most)
    {
        var row = new double[most + 1];
        Array.Fill(row, double.PositiveInfinity);
        return row;
    }

    /// <summary>The mean distance of frames that are far from each other.</summary>
    static double UsualDistance(List<float[]> frames)
    {
        var (sum, count) = (0.0, 0);
        for (var apart = frames.Count / 3; apart < frames.Count * 2 / 3; apart += 1 + (frames.Count / 12))
        {
            for (var i = 0; i + apart < frames.Count; i++, count++)
            {
                sum += Apart(frames[i], frames[i + apart]);
            }
        }

        return sum / Math.Max(1, count);
    }

    static double Apart(float[] one, float[] other)
    {
        var sum = 0f;
        for (var band = 0; band < one.Length; band++)
        {
            var off = one[band] - other[band];
            sum += off * off;
        }

        return MathF.Sqrt(sum);
    }

    /// <summary>The logarithms of the energies of bands, without pauses, and the frame at which each stretch of sound begins.</summary>
    static (List<float[]> Frames, List<int> Starts) Frames(PcmAudio audio, IReadOnlyList<(int Start, int End)> sounds)
    {
        var rate = audio.Format.SampleRateHz;
        var size = (int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)(rate / FramesPerSecond));
        var transform = new FourierTransform(size);
        var edges = Enumerable.Range(0, Bands + 1)
            .Select(i => (int)(size * LowestHz * Math.Pow(Math.Min(HighestHz, rate * 0.45) / LowestHz, (double)i / Bands) / rate)).ToArray();
        var (energies, starts) = (new List<float[]>(), new List<int>());
        foreach (var (start, end) in sounds)
        {
            starts.Add(energies.Count);
            for (var at = (long)start * rate / SpeechShape.WindowsPerSecond; at < (long)end * rate / SpeechShape.WindowsPerSecond; at += rate / FramesPerSecond)
            {
                energies.Add(transform.Energies(audio.Samples, (int)at, audio.Format.Channels, edges));
            }
        }

        var loud = energies.Select(static energy => energy.Sum()).Order().ElementAt(energies.Count * 9 / 10) / Bands;
        foreach (var energy in energies)
        {
            for (var band = 0; band < energy.Length; band++)
            {
                energy[band] = (float)Math.Log((energy[band] / Math.Max(loud, float.Epsilon)) + Floor);
            }
        }

        return (energies, starts);
    }
}

namespace SpeechPipeline.Audio;

/// <summary>Finds where a voice pauses inside a segment.</summary>
static class SilenceFinder
{
    const int LeastMilliseconds = 80;

    // 35 dB below the loudest 10 ms: a breath counts as silence.
    const float Threshold = 0.018f;

    /// <summary>Silences of 80 ms or more, in samples per channel from the segment's beginning, ascending, except those at its edges.</summary>
    public static List<(int Start, int End)> Find(PcmAudio audio)
    {
        var level = new SoundLevel(audio);
        var threshold = level.Loudest * Threshold;
        var least = LeastMilliseconds * audio.Format.SampleRateHz / 1000;
        var found = new List<(int, int)>();
        var begun = -1;
        for (var i = 0; i < level.Windows.Length; i++)
        {
            if (level.Windows[i] < threshold)
            {
                begun = begun < 0 ? i : begun;
                continue;
            }

            if (begun > 0 && (i - begun) * level.WindowFrames >= least)
            {
                found.Add((begun * level.WindowFrames, i * level.WindowFrames));
            }

            begun = -1;
        }

        return found;
    }
}

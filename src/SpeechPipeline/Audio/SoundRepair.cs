namespace SpeechPipeline.Audio;

/// <summary>Mends what models and servers do to sound that is right otherwise: a constant offset, samples beyond full scale.</summary>
static class SoundRepair
{
    /// <summary>-50 dBFS. The mean of speech is far below; what is above is the offset of a converter or of a model.</summary>
    const double LeastOffset = 0.003;

    /// <summary>The mean of less than that is no offset yet, but part of a wave.</summary>
    const double LeastSeconds = 0.25;

    /// <summary>The same sound without its offset, and no louder than full scale; what is right is not touched.</summary>
    public static PcmAudio Mended(PcmAudio audio)
    {
        if (audio.DurationSeconds >= LeastSeconds)
        {
            RemoveOffset(audio);
        }

        var peak = 0f;
        foreach (var sample in audio.Samples)
        {
            peak = MathF.Max(peak, MathF.Abs(sample));
        }

        if (peak > 1)
        {
            for (var i = 0; i < audio.Samples.Length; i++)
            {
                audio.Samples[i] /= peak;
            }
        }

        return audio;
    }

    static void RemoveOffset(PcmAudio audio)
    {
        var (samples, channels) = (audio.Samples, audio.Format.Channels);
        for (var channel = 0; channel < channels; channel++)
        {
            var sum = 0.0;
            for (var i = channel; i < samples.Length; i += channels)
            {
                sum += samples[i];
            }

            var mean = sum / audio.FrameCount;
            if (Math.Abs(mean) < LeastOffset)
            {
                continue;
            }

            for (var i = channel; i < samples.Length; i += channels)
            {
                samples[i] = (float)(samples[i] - mean);
            }
        }
    }
}

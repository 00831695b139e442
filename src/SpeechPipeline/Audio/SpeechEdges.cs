namespace SpeechPipeline.Audio;

/// <summary>
/// Trims the silence before and after speech to a fixed length and fades it in and out, so that segments can be joined
/// with the pipeline's own pauses and without clicks.
/// </summary>
public static class SpeechEdges
{
    /// <summary>The most that is kept before the first sound, for the soft onset of a voice.</summary>
    public const int LeadMilliseconds = 40;

    /// <summary>The most that is kept after the last sound, for its decay.</summary>
    public const int TailMilliseconds = 100;

    const int FadeInMilliseconds = 4;
    const int FadeOutMilliseconds = 8;

    // 45 dB below the loudest 10 ms: under the softest consonants (some 35 dB below an open vowel), above the noise of the voices
    // known here (60 dB and more below).
    internal const float Threshold = 0.0056f;

    public static PcmAudio Trim(PcmAudio audio)
    {
        ArgumentNullException.ThrowIfNull(audio);
        var (start, end) = Find(audio);
        var (channels, rate) = (audio.Format.Channels, audio.Format.SampleRateHz);
        var kept = audio.Samples.AsSpan(start * channels, (end - start) * channels).ToArray();
        Fade(kept, channels, Math.Min(FadeInMilliseconds * rate / 1000, end - start), fromEnd: false);
        Fade(kept, channels, Math.Min(FadeOutMilliseconds * rate / 1000, end - start), fromEnd: true);
        return new PcmAudio(audio.Format, kept);
    }

    /// <summary>The duration after trimming.</summary>
    internal static double TrimmedSeconds(PcmAudio audio)
    {
        var (start, end) = Find(audio);
        return (double)(end - start) / audio.Format.SampleRateHz;
    }

    /// <summary>Joins two pieces of speech, both trimmed, in the format of the first.</summary>
    public static PcmAudio Join(PcmAudio one, PcmAudio other, int pauseMilliseconds)
    {
        var (first, second) = (Trim(one), PcmConversion.To(Trim(other), one.Format));
        var pause = new float[pauseMilliseconds * one.Format.SampleRateHz / 1000 * one.Format.Channels];
        return new PcmAudio(one.Format, [.. first.Samples, .. pause, .. second.Samples]);
    }

    /// <summary>The first frame that is kept and the one after the last; everything if it is silent.</summary>
    static (int Start, int End) Find(PcmAudio audio)
    {
        var level = new SoundLevel(audio);
        var threshold = level.Loudest * Threshold;
        var first = level.Windows.IndexOfAnyExceptInRange(0, threshold);
        if (first < 0)
        {
            return (0, audio.FrameCount);
        }

        var last = level.Windows.LastIndexOfAnyExceptInRange(0, threshold);
        var rate = audio.Format.SampleRateHz;
        return (
            Math.Max(0, (first * level.WindowFrames) - (LeadMilliseconds * rate / 1000)),
            (int)Math.Min(audio.FrameCount, ((last + 1L) * level.WindowFrames) + (TailMilliseconds * rate / 1000)));
    }

    /// <summary>A raised cosine, from silence at the very edge.</summary>
    static void Fade(Span<float> samples, int channels, int frames, bool fromEnd)
    {
        for (var i = 0; i < frames; i++)
        {
            var gain = 0.5f - (0.5f * MathF.Cos(MathF.PI * i / frames));
            var frame = fromEnd ? samples[^((i + 1) * channels)..] : samples[(i * channels)..];
            foreach (ref var sample in frame[..channels])
            {
                sample *= gain;
            }
        }
    }
}

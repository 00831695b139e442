using System.Buffers;

namespace SpeechPipeline.Audio;

/// <summary>Converts sound to another rate or number of channels.</summary>
static class PcmConversion
{
    /// <summary>The sound at the given rate and channels; unchanged if it has them already.</summary>
    public static PcmAudio To(PcmAudio audio, PcmFormat format) => Resampled(WithChannels(audio, format.Channels), format.SampleRateHz);

    static PcmAudio Resampled(PcmAudio audio, int rate)
    {
        if (audio.Format.SampleRateHz == rate)
        {
            return audio;
        }

        var output = new ArrayBufferWriter<float>();
        var resampler = new Resampler(audio.Format.SampleRateHz, rate, audio.Format.Channels);
        resampler.Process(audio.Samples, output);
        resampler.Finish(output);
        return new PcmAudio(new PcmFormat(rate, audio.Format.Channels), output.WrittenSpan.ToArray());
    }

    /// <summary>Mono becomes two equal channels; two channels become their mean, which cannot clip.</summary>
    static PcmAudio WithChannels(PcmAudio audio, int channels)
    {
        if (audio.Format.Channels == channels)
        {
            return audio;
        }

        var samples = new float[audio.FrameCount * channels];
        for (var frame = 0; frame < audio.FrameCount; frame++)
        {
            if (channels == 1)
            {
                samples[frame] = (audio.Samples[2 * frame] + audio.Samples[(2 * frame) + 1]) / 2;
            }
            else
            {
                samples[2 * frame] = samples[(2 * frame) + 1] = audio.Samples[frame];
            }
        }

        return new PcmAudio(new PcmFormat(audio.Format.SampleRateHz, channels), samples);
    }
}

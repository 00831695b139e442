using System.Buffers;
using SpeechPipeline.Audio;

namespace SpeechPipeline.Publishing;

/// <summary>
/// Lays speech and pauses one after the other, sample by sample, in one format whatever formats the segments have.
/// </summary>
sealed class EpisodeTimeline(EpisodeEncoder encoder, PcmFormat format)
{
    /// <summary>Where the next sample goes.</summary>
    public long Position { get; private set; }

    /// <summary>Appends speech, converted to the timeline's format.</summary>
    /// <returns>Its first sample, and the sample after its last.</returns>
    public (long Start, long End) Append(PcmAudio audio, IBufferWriter<byte> body)
    {
        var start = Position;
        Write(Resampled(WithChannels(audio, format.Channels)), body);
        return (start, Position);
    }

    public void AppendPause(int milliseconds, IBufferWriter<byte> body) =>
        Write(new float[(long)milliseconds * format.SampleRateHz / 1000 * format.Channels], body);

    void Write(ReadOnlySpan<float> samples, IBufferWriter<byte> body)
    {
        encoder.Write(samples, body);
        Position += samples.Length / format.Channels;
    }

    ReadOnlySpan<float> Resampled(PcmAudio audio)
    {
        if (audio.Format.SampleRateHz == format.SampleRateHz)
        {
            return audio.Samples;
        }

        var output = new ArrayBufferWriter<float>();
        var resampler = new Resampler(audio.Format.SampleRateHz, format.SampleRateHz, format.Channels);
        resampler.Process(audio.Samples, output);
        resampler.Finish(output);
        return output.WrittenSpan;
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

using System.Buffers.Binary;

namespace SpeechPipeline.Audio;

/// <summary>Reads samples without a header, as their media type describes them.</summary>
static class RawPcm
{
    /// <summary>How much smoother sound is in its own byte order than in the other: speech, by a factor of some ten and more.</summary>
    const double Smoother = 0.5;

    /// <param name="bytes">The samples.</param>
    /// <param name="format">Rate and channels.</param>
    /// <param name="encoding">How each is written.</param>
    /// <param name="isBigEndian">What the media type says of 16-bit samples. Servers get it wrong, so the sound itself decides where it is clear.</param>
    /// <param name="mostSeconds">Longer ones are refused.</param>
    /// <exception cref="InvalidAudioException">There is no sound, half a frame, or too much.</exception>
    public static PcmAudio Read(ReadOnlySpan<byte> bytes, PcmFormat format, SampleEncoding encoding, bool isBigEndian, double mostSeconds)
    {
        var frame = format.Channels * encoding.BytesPerSample();
        if (bytes.Length == 0 || bytes.Length % frame != 0)
        {
            throw new InvalidAudioException(bytes.Length == 0 ? "The audio is empty: no bytes." : $"The PCM ends within a frame: {bytes.Length} bytes are no whole frames of {frame}.");
        }

        if (bytes.Length / frame > mostSeconds * format.SampleRateHz)
        {
            throw new InvalidAudioException(FormattableString.Invariant($"The PCM is longer than {mostSeconds:0} s, which is the most that is read of it."));
        }

        var samples = new float[bytes.Length / encoding.BytesPerSample()];
        if (encoding == SampleEncoding.PcmS16Le && IsBigEndian(bytes, format.Channels, isBigEndian))
        {
            for (var i = 0; i < samples.Length; i++)
            {
                samples[i] = BinaryPrimitives.ReadInt16BigEndian(bytes[(2 * i)..]) / 32768f;
            }
        }
        else
        {
            PcmCodec.Decode(bytes, encoding, samples);
        }

        return samples.AsSpan().IndexOfAnyExceptInRange(float.MinValue, float.MaxValue) < 0
            ? new PcmAudio(format, samples)
            : throw new InvalidAudioException("The PCM has samples that are no numbers.");
    }

    static bool IsBigEndian(ReadOnlySpan<byte> bytes, int channels, bool said)
    {
        var (big, little) = (0L, 0L);
        for (var at = 2 * channels; at + 1 < bytes.Length; at += 2)
        {
            big += Math.Abs(BinaryPrimitives.ReadInt16BigEndian(bytes[at..]) - BinaryPrimitives.ReadInt16BigEndian(bytes[(at - (2 * channels))..]));
            little += Math.Abs(BinaryPrimitives.ReadInt16LittleEndian(bytes[at..]) - BinaryPrimitives.ReadInt16LittleEndian(bytes[(at - (2 * channels))..]));
        }

        return said ? little >= Smoother * big : big < Smoother * little;
    }
}

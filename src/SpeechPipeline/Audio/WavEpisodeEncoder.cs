using System.Buffers;

namespace SpeechPipeline.Audio;

/// <summary>The samples of a 16-bit WAV.</summary>
public sealed class WavEpisodeEncoder(PcmFormat format) : EpisodeEncoder(format)
{
    const SampleEncoding Encoding = SampleEncoding.PcmS16Le; // an even number of bytes: no padding follows

    protected override void Encode(ReadOnlySpan<float> interleaved, IBufferWriter<byte> body) => PcmCodec.Encode(interleaved, Encoding, body);
}

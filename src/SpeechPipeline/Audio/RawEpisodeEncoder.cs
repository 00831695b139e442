using System.Buffers;

namespace SpeechPipeline.Audio;

/// <summary>Samples without a header, little-endian.</summary>
public sealed class RawEpisodeEncoder(PcmFormat format, SampleEncoding encoding) : EpisodeEncoder(format)
{
    protected override void Encode(ReadOnlySpan<float> interleaved, IBufferWriter<byte> body) => PcmCodec.Encode(interleaved, encoding, body);
}

using System.Buffers;

namespace SpeechPipeline.Audio;

/// <summary>Samples without a header, little-endian.</summary>
public sealed class RawEpisodeEncoder(PcmFormat format, SampleEncoding encoding) : EpisodeEncoder(format)
{
    /// <summary>
    /// Octets: what these are is known to whoever asked for them. No registered type fits: <c>audio/L16</c> is big-endian (RFC 2586),
    /// <c>audio/basic</c> is mu-law at 8 kHz (RFC 2046), <c>audio/PCMU</c> and <c>audio/PCMA</c> are for RTP (RFC 4856).
    /// </summary>
    public override string ContentType => "application/octet-stream";

    protected override void Encode(ReadOnlySpan<float> interleaved, IBufferWriter<byte> body) => PcmCodec.Encode(interleaved, encoding, body);

    protected override byte[] Header() => [];
}

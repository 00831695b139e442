using System.Buffers;

namespace SpeechPipeline.Audio;

/// <summary>16-bit WAV; RF64 past 4 GiB.</summary>
public sealed class WavEpisodeEncoder(PcmFormat format) : EpisodeEncoder(format)
{
    const SampleEncoding Encoding = SampleEncoding.PcmS16Le; // an even number of bytes: no padding follows

    public override string ContentType => "audio/wav";

    protected override void Encode(ReadOnlySpan<float> interleaved, IBufferWriter<byte> body) => PcmCodec.Encode(interleaved, Encoding, body);

    protected override byte[] Header() => WavHeader.Build(Format, Encoding, FramesWritten * Format.Channels * Encoding.BytesPerSample());
}

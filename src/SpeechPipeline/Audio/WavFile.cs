using System.Buffers;

namespace SpeechPipeline.Audio;

/// <summary>Writes whole WAV files.</summary>
static class WavFile
{
    /// <summary>Sound as 16-bit WAV.</summary>
    public static BinaryData Of(PcmAudio audio)
    {
        var samples = new ArrayBufferWriter<byte>(audio.Samples.Length * sizeof(short));
        PcmCodec.Encode(audio.Samples, SampleEncoding.PcmS16Le, samples);
        var header = WavHeader.Build(audio.Format, SampleEncoding.PcmS16Le, samples.WrittenCount);
        return new BinaryData((byte[])[.. header, .. samples.WrittenSpan]);
    }
}

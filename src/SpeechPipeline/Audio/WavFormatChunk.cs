using System.Buffers.Binary;

namespace SpeechPipeline.Audio;

/// <summary>The <c>fmt </c> chunk of a WAV file, checked.</summary>
/// <param name="Format">Rate and channels.</param>
/// <param name="Encoding">How samples are written.</param>
readonly record struct WavFormatChunk(PcmFormat Format, SampleEncoding Encoding)
{
    const int Extensible = 0xFFFE;

    // The sixteen bytes after the tag in a WAVE_FORMAT_EXTENSIBLE subformat: {0000xxxx-0000-0010-8000-00AA00389B71}.
    static ReadOnlySpan<byte> SubformatRest => [0, 0, 0, 0, 0x10, 0, 0x80, 0, 0, 0xAA, 0, 0x38, 0x9B, 0x71];

    public int BytesPerFrame => Format.Channels * Encoding.BytesPerSample();

    /// <exception cref="InvalidAudioException">The chunk is cut short, contradicts itself, or names a form that is not supported.</exception>
    public static WavFormatChunk Read(ReadOnlySpan<byte> chunk)
    {
        if (chunk.Length < 16)
        {
            throw new InvalidAudioException($"The WAV fmt chunk has {chunk.Length} bytes; it needs 16.");
        }

        var tag = (int)BinaryPrimitives.ReadUInt16LittleEndian(chunk);
        var channels = BinaryPrimitives.ReadUInt16LittleEndian(chunk[2..]);
        var rate = BinaryPrimitives.ReadUInt32LittleEndian(chunk[4..]);
        var blockAlign = BinaryPrimitives.ReadUInt16LittleEndian(chunk[12..]);
        var bits = BinaryPrimitives.ReadUInt16LittleEndian(chunk[14..]);
        if (tag == Extensible)
        {
            tag = Subformat(chunk);
        }

        SampleEncoding encoding = (tag, bits) switch
        {
            (1, 8) => SampleEncoding.PcmU8,
            (1, 16) => SampleEncoding.PcmS16Le,
            (1, 24) => SampleEncoding.PcmS24Le,
            (1, 32) => SampleEncoding.PcmS32Le,
            (3, 32) => SampleEncoding.PcmF32Le,
            (3, 64) => SampleEncoding.PcmF64Le,
            (6, 8) => SampleEncoding.PcmALaw,
            (7, 8) => SampleEncoding.PcmMuLaw,
            (1 or 3 or 6 or 7, _) => throw new InvalidAudioException($"The WAV has {bits} bits a sample with format tag {tag}, which is not supported."),
            _ => throw new InvalidAudioException($"The WAV has format tag 0x{tag:X4}; supported are PCM (1), float (3), A-law (6) and mu-law (7)."),
        };
        if (channels is < 1 or > PcmFormat.MaxChannels)
        {
            throw new InvalidAudioException($"The WAV has {channels} channels; supported are 1 and 2.");
        }

        if (rate is < PcmFormat.MinSampleRateHz or > PcmFormat.MaxSampleRateHz)
        {
            throw new InvalidAudioException($"The WAV has a sample rate of {rate} Hz; {PcmFormat.MinSampleRateHz} to {PcmFormat.MaxSampleRateHz} Hz are supported.");
        }

        var result = new WavFormatChunk(new PcmFormat((int)rate, channels), encoding);
        return blockAlign == result.BytesPerFrame
            ? result
            : throw new InvalidAudioException($"The WAV has {blockAlign} bytes a frame, but {channels} channels of {bits} bits make {result.BytesPerFrame}.");
    }

    static int Subformat(ReadOnlySpan<byte> chunk) => chunk.Length switch
    {
        < 40 => throw new InvalidAudioException($"The WAV fmt chunk is extensible with {chunk.Length} bytes; it needs 40."),
        _ when !chunk[26..40].SequenceEqual(SubformatRest) => throw new InvalidAudioException("The WAV fmt chunk names a subformat that is not supported."),
        _ => BinaryPrimitives.ReadUInt16LittleEndian(chunk[24..]),
    };
}

namespace SpeechPipeline.Audio;

public static class SampleEncodingTraits
{
    /// <summary>Whether this project writes the encoding; all are read.</summary>
    public static bool IsWritten(this SampleEncoding encoding) => encoding is >= SampleEncoding.PcmS16Le and <= SampleEncoding.PcmALaw;

    /// <summary>Bytes that one sample of one channel takes: 1, 2, 3, 4 or 8.</summary>
    public static int BytesPerSample(this SampleEncoding encoding) => encoding switch
    {
        SampleEncoding.PcmMuLaw or SampleEncoding.PcmALaw or SampleEncoding.PcmU8 => 1,
        SampleEncoding.PcmS16Le => 2,
        SampleEncoding.PcmS24Le => 3,
        SampleEncoding.PcmF32Le or SampleEncoding.PcmS32Le => 4,
        SampleEncoding.PcmF64Le => 8,
        _ => throw new ArgumentOutOfRangeException(nameof(encoding), encoding, "Not a sample encoding."),
    };
}

namespace SpeechPipeline.Audio;

/// <summary>How one sample is written in bytes. The first four are written and read, the others only read.</summary>
public enum SampleEncoding
{
    /// <summary>Signed 16-bit, little-endian.</summary>
    PcmS16Le,

    /// <summary>IEEE 754 binary32, little-endian.</summary>
    PcmF32Le,

    /// <summary>ITU-T G.711 mu-law, one byte.</summary>
    PcmMuLaw,

    /// <summary>ITU-T G.711 A-law, one byte.</summary>
    PcmALaw,

    /// <summary>Unsigned 8-bit, silence is 128. Read only.</summary>
    PcmU8,

    /// <summary>Signed 24-bit, little-endian, three bytes. Read only.</summary>
    PcmS24Le,

    /// <summary>Signed 32-bit, little-endian. Read only.</summary>
    PcmS32Le,

    /// <summary>IEEE 754 binary64, little-endian. Read only.</summary>
    PcmF64Le,
}

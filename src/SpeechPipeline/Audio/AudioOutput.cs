namespace SpeechPipeline.Audio;

/// <summary>The form in which an episode is written. Only what can be written constructs.</summary>
/// <param name="Container">WAV, MP3 or bare samples.</param>
/// <param name="Format">Rate and channels of the episode.</param>
/// <param name="Encoding">Of the samples in <see cref="AudioContainer.Raw"/>; <see cref="SampleEncoding.PcmS16Le"/> in WAV; without meaning in MP3.</param>
/// <param name="BitRate">Bits per second, for MP3 and only there.</param>
/// <exception cref="ArgumentException">The parts do not go together; the message is that of <see cref="Refusal"/>.</exception>
public sealed record AudioOutput(AudioContainer Container, PcmFormat Format, SampleEncoding Encoding, int? BitRate)
{
    public AudioContainer Container { get; } = Refusal(Container, Format, Encoding, BitRate) is { } refusal
        ? throw new ArgumentException(refusal, nameof(Container))
        : Container;

    public PcmFormat Format { get; } = Format;

    public SampleEncoding Encoding { get; } = Encoding;

    public int? BitRate { get; } = BitRate;

    /// <summary>The media type of the file.</summary>
    /// <remarks>
    /// Raw samples are octets: what these are is known to whoever asked for them. No registered type fits: <c>audio/L16</c> is big-endian
    /// (RFC 2586), <c>audio/basic</c> is mu-law at 8 kHz (RFC 2046), <c>audio/PCMU</c> and <c>audio/PCMA</c> are for RTP (RFC 4856).
    /// </remarks>
    public string ContentType => Container switch
    {
        AudioContainer.Wav => "audio/wav",
        AudioContainer.Mp3 => "audio/mpeg",
        _ => "application/octet-stream",
    };

    /// <summary>The samples on whose grid an episode may be put together from chunks: an MPEG frame, else one.</summary>
    public int GridFrames => Container == AudioContainer.Mp3 ? Mp3Format.SamplesPerFrame(Format.SampleRateHz) : 1;

    /// <summary>Why these cannot make an output, in words for whoever asked for it; null where they can.</summary>
    public static string? Refusal(AudioContainer container, PcmFormat format, SampleEncoding encoding, int? bitRate) => container switch
    {
        AudioContainer.Mp3 => bitRate is { } bits ? Mp3Format.Refusal(format.SampleRateHz, bits) : "MP3 needs a bit rate.",
        _ when bitRate is not null => $"A bit rate is for MP3 only; {Name(container)} has none.",
        AudioContainer.Wav when encoding != SampleEncoding.PcmS16Le => "WAV episodes are 16-bit; other encodings are for raw only.",
        AudioContainer.Raw when !encoding.IsWritten() => $"{encoding} is only read, never written.",
        AudioContainer.Wav or AudioContainer.Raw => null,
        _ => $"{container} is no container.",
    };

    static string Name(AudioContainer container) => container == AudioContainer.Wav ? "WAV" : "raw audio";
}

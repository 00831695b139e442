namespace SpeechPipeline.Audio;

/// <summary>The form in which an episode is written. Only what can be written constructs.</summary>
/// <param name="Container">The file's format.</param>
/// <param name="Format">Rate and channels of the episode.</param>
/// <param name="Encoding">Of the samples, where the file's format leaves that to the caller; else <see cref="SampleEncoding.PcmS16Le"/>.</param>
/// <param name="BitRate">Bits per second, where the file's format has a bit rate, and only there.</param>
/// <exception cref="ArgumentException">The parts do not go together; the message is that of <see cref="OutputFormat.Refusal"/>.</exception>
public sealed record AudioOutput(OutputFormat Container, PcmFormat Format, SampleEncoding Encoding, int? BitRate)
{
    public OutputFormat Container { get; } = Container.Refusal(Format, Encoding, BitRate) is { } refusal
        ? throw new ArgumentException(refusal, nameof(Container))
        : Container;

    public PcmFormat Format { get; } = Format;

    public SampleEncoding Encoding { get; } = Encoding;

    public int? BitRate { get; } = BitRate;

    /// <summary>The samples on whose grid an episode may be put together from chunks.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public int GridFrames => Container.GridFrames(Format);

    /// <summary>The encoder of a chunk there.</summary>
    public EpisodeEncoder CreateEncoder(ChunkPlace place) => Container.CreateEncoder(this, place);

    /// <inheritdoc cref="OutputFormat.BuildHeader"/>
    public byte[] BuildHeader(long frames, Mp3StreamSummary stream, Tags.EpisodeTags? tags) => Container.BuildHeader(this, frames, stream, tags);
}

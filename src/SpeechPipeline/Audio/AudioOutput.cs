namespace SpeechPipeline.Audio;

/// <summary>The format of an episode's file. Only valid combinations can be constructed.</summary>
/// <param name="Container">The file's format.</param>
/// <param name="Format">Rate and channels of the episode.</param>
/// <param name="Encoding">The sample encoding, if the format leaves that to the caller; else <see cref="SampleEncoding.PcmS16Le"/>.</param>
/// <param name="BitRate">Bits per second; null for a format without a bit rate.</param>
/// <exception cref="ArgumentException">The combination is not possible; the message is that of <see cref="OutputFormat.Refusal"/>.</exception>
public sealed record AudioOutput(OutputFormat Container, PcmFormat Format, SampleEncoding Encoding, int? BitRate)
{
    public OutputFormat Container { get; } = Container.Refusal(Format, Encoding, BitRate) is { } refusal
        ? throw new ArgumentException(refusal, nameof(Container))
        : Container;

    public PcmFormat Format { get; } = Format;

    public SampleEncoding Encoding { get; } = Encoding;

    public int? BitRate { get; } = BitRate;

    /// <summary>The grid, in samples, at which an episode may be cut into chunks.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public int GridFrames => Container.GridFrames(Format);

    /// <summary>The encoder of the chunk at that place.</summary>
    public EpisodeEncoder CreateEncoder(ChunkPlace place) => Container.CreateEncoder(this, place);

    /// <inheritdoc cref="OutputFormat.BuildHeader"/>
    public byte[] BuildHeader(long frames, Mp3StreamSummary stream, Tags.EpisodeTags? tags) => Container.BuildHeader(this, frames, stream, tags);
}

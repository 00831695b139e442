using SpeechPipeline.Audio.Tags;

namespace SpeechPipeline.Audio.Outputs;

/// <summary>The samples alone, in the encoding that the caller chooses.</summary>
sealed class RawOutput : OutputFormat
{
    public override string Name => "raw";

    /// <remarks>
    /// Raw samples are octets; the caller knows their form. No registered type fits: <c>audio/L16</c> is big-endian
    /// (RFC 2586), <c>audio/basic</c> is mu-law at 8 kHz (RFC 2046), <c>audio/PCMU</c> and <c>audio/PCMA</c> are for RTP (RFC 4856).
    /// </remarks>
    public override string MediaType => "application/octet-stream";

    public override bool IsPlayable => false;

    public override bool ChoosesEncoding => true;

    public override string? Refusal(PcmFormat format, SampleEncoding encoding, int? bitRate) =>
        bitRate is not null ? "Raw audio has no bit rate."
        : !encoding.IsWritten() ? $"{encoding} cannot be written."
        : null;

    public override EpisodeEncoder CreateEncoder(AudioOutput output, ChunkPlace place) => new RawEpisodeEncoder(output.Format, output.Encoding);

    public override byte[] BuildHeader(AudioOutput output, long frames, Mp3StreamSummary stream, EpisodeTags? tags) => [];
}

using SpeechPipeline.Audio.Opus;
using SpeechPipeline.Audio.Tags;

namespace SpeechPipeline.Audio.Outputs;

/// <summary>Opus at 48 kHz in an Ogg file (RFC 7845).</summary>
sealed class OpusOutput : OutputFormat
{
    public override string Name => "opus";

    /// <summary>RFC 7845, section 9.</summary>
    public override string MediaType => "audio/ogg";

    public override bool CarriesCover => true;

    public override IReadOnlyList<int> BitRates => OpusFormat.BitRates;

    public override int DefaultBitRate => 64_000;

    public override int? OnlySampleRateHz => OpusFormat.SampleRateHz;

    public override string? Refusal(PcmFormat format, SampleEncoding encoding, int? bitRate) => OpusFormat.Refusal(format.SampleRateHz, bitRate);

    /// <summary>A packet.</summary>
    public override int GridFrames(PcmFormat format) => OpusFormat.PacketFrames;

    public override EpisodeEncoder CreateEncoder(AudioOutput output, ChunkPlace place) =>
        new OpusEpisodeEncoder(output.Format, output.BitRate!.Value, place);

    public override byte[] BuildHeader(AudioOutput output, long frames, Mp3StreamSummary stream, EpisodeTags? tags) =>
        OpusHeader.Build(output.Format.Channels, tags);
}

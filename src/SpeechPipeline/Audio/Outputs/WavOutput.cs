using SpeechPipeline.Audio.Tags;

namespace SpeechPipeline.Audio.Outputs;

/// <summary>WAV, always with 16-bit PCM; RIFF chunks before the sound hold the tags.</summary>
sealed class WavOutput : OutputFormat
{
    public override string Name => "wav";

    public override string MediaType => "audio/wav";

    public override string? Refusal(PcmFormat format, SampleEncoding encoding, int? bitRate) =>
        bitRate is not null ? "WAV has no bit rate."
        : encoding != SampleEncoding.PcmS16Le ? "WAV episodes are 16-bit; other encodings need raw."
        : null;

    public override EpisodeEncoder CreateEncoder(AudioOutput output, ChunkPlace place) => new WavEpisodeEncoder(output.Format);

    public override byte[] BuildHeader(AudioOutput output, long frames, Mp3StreamSummary stream, EpisodeTags? tags) => WavHeader.Build(
        output.Format, output.Encoding, frames * output.Format.Channels * output.Encoding.BytesPerSample(), tags is null ? [] : WavTags.Build(tags));
}

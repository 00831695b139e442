using SpeechPipeline.Audio.Tags;

namespace SpeechPipeline.Audio.Outputs;

/// <summary>MP3 at a constant bit rate, with an ID3v2 tag and an Info frame before the sound.</summary>
sealed class Mp3Output : OutputFormat
{
    public override string Name => "mp3";

    public override string MediaType => "audio/mpeg";

    public override bool CarriesCover => true;

    public override IReadOnlyList<int> BitRates { get; } = [32_000, 64_000, 96_000, 128_000, 192_000];

    /// <summary>If MP3 does not have the rate of the speech, the next higher one that it has.</summary>
    public override int SampleRateFor(int wantedHz, int bitRate) => Mp3Format.Refusal(wantedHz, bitRate) is null
        ? wantedHz
        : Mp3Format.SampleRatesHz.FirstOrDefault(rate => rate > wantedHz && Mp3Format.Refusal(rate, bitRate) is null, 44_100);

    public override string? Refusal(PcmFormat format, SampleEncoding encoding, int? bitRate) =>
        bitRate is { } bits ? Mp3Format.Refusal(format.SampleRateHz, bits) : "MP3 needs a bit rate.";

    /// <summary>An MPEG frame.</summary>
    public override int GridFrames(PcmFormat format) => Mp3Format.SamplesPerFrame(format.SampleRateHz);

    public override EpisodeEncoder CreateEncoder(AudioOutput output, ChunkPlace place) =>
        new Mp3EpisodeEncoder(output.Format, output.BitRate!.Value, place.IsLast);

    public override byte[] BuildHeader(AudioOutput output, long frames, Mp3StreamSummary stream, EpisodeTags? tags) =>
        [.. tags is null ? [] : Id3Tag.Build(tags), .. Mp3InfoFrame.Build(stream, frames)];
}

using SpeechPipeline.Articles;
using SpeechPipeline.Audio;
using SpeechPipeline.Mastering;
using SpeechPipeline.Requests;
using SpeechPipeline.Segments;

namespace SpeechPipeline.Specs.Mastering;

public sealed class EpisodeOutputSpecs
{
    static readonly StoredSegment[] Speech = [Of(16_000, 1), Of(24_000, 2), Of(22_050, 1), Of(24_000, 1)];

    [Theory]
    [InlineData("wav", null, 24_000)]
    [InlineData("raw", null, 24_000)]
    [InlineData("mp3", null, 24_000)]
    [InlineData("wav", 8_000, 8_000)]
    [InlineData("mp3", 16_000, 16_000)]
    public void The_best_of_all_voices_decides_whoever_speaks_first(string container, int? wanted, int rate)
    {
        foreach (var speech in new[] { Speech, [.. Speech.Reverse()] })
        {
            Assert.Equal(new PcmFormat(rate, 2), EpisodeOutput.For(Request(OutputFormats.Find(container)!, wanted, bitRate: 128_000), speech).Format);
        }
    }

    [Fact]
    public void An_mp3_that_cannot_have_that_rate_has_the_next_above()
    {
        Assert.Equal(32_000, EpisodeOutput.For(Request(OutputFormats.Mp3, null, bitRate: 192_000), Speech).Format.SampleRateHz);
        Assert.Equal(44_100, EpisodeOutput.For(Request(OutputFormats.Mp3, null, bitRate: 128_000), [.. Speech, Of(96_000, 1)]).Format.SampleRateHz);
    }

    static StoredSegment Of(int rate, int channels) => new(rate, rate, channels, "j", 1);

    static JobRequest Request(OutputFormat container, int? rate, int bitRate) => new(
        new(ArticleFormats.Text), new("m", "v", "en"), new(container, SampleEncoding.PcmS16Le, rate, bitRate), new(null, null, new Dictionary<string, string>()));
}

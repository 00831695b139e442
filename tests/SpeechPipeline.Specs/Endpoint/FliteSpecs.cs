using SpeechPipeline.LocalHost.Endpoint;

namespace SpeechPipeline.Specs.Endpoint;

public sealed class FliteSpecs
{
    const string Sentence = "The quick brown fox jumps over the lazy dog.";

    static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(FliteVoice.Slt, 16_000)]
    [InlineData(FliteVoice.Rms, 16_000)]
    [InlineData(FliteVoice.Awb, 16_000)]
    [InlineData(FliteVoice.Kal16, 16_000)]
    [InlineData(FliteVoice.Kal, 8_000)]
    public async Task Every_voice_speaks(FliteVoice voice, int sampleRate)
    {
        var audio = await Flite.Shared.SpeakAsync(voice, Sentence, Cancelled);

        Assert.Equal((sampleRate, 1), (audio.Format.SampleRateHz, audio.Format.Channels));
        Assert.InRange(audio.DurationSeconds, 2, 5);
        Assert.InRange(audio.Samples.Max(), 0.1f, 1f);
    }

    [Fact]
    public async Task Calls_run_in_parallel_and_repeat_themselves_exactly()
    {
        var calls = await Task.WhenAll(Enumerable.Range(0, 16).Select(i => Flite.Shared.SpeakAsync(i % 2 == 0 ? FliteVoice.Kal16 : FliteVoice.Slt, Sentence, Cancelled)));

        Assert.All(calls.Where((_, i) => i % 2 == 0), audio => Assert.Equal(calls[0].Samples, audio.Samples));
        Assert.All(calls.Where((_, i) => i % 2 == 1), audio => Assert.Equal(calls[1].Samples, audio.Samples));
        Assert.NotEqual(calls[0].Samples, calls[1].Samples);
    }

    [Fact]
    public async Task A_long_text_is_spoken_to_its_end()
    {
        const int Times = 300;
        var once = await Flite.Shared.SpeakAsync(FliteVoice.Kal16, "A long day. ", Cancelled);
        var often = await Flite.Shared.SpeakAsync(FliteVoice.Kal16, string.Concat(Enumerable.Repeat("A long day. ", Times)), Cancelled);

        Assert.InRange(often.DurationSeconds / once.DurationSeconds, Times * 0.8, Times * 1.2);
    }

    [Theory]
    [InlineData("Hello.", "Hello. World")]
    [InlineData("Two.", "Two. Terminology")]
    public async Task A_last_word_without_a_stop_is_spoken(string text, string longer)
    {
        var (one, two) = (await Flite.Shared.SpeakAsync(FliteVoice.Kal16, text, Cancelled), await Flite.Shared.SpeakAsync(FliteVoice.Kal16, longer, Cancelled));

        Assert.InRange(two.DurationSeconds - one.DurationSeconds, 0.3, 2);
    }

    [Theory]
    [InlineData("")]
    [InlineData("...")]
    [InlineData("日本語")]
    public async Task A_text_with_nothing_to_speak_has_no_samples(string text) =>
        Assert.Empty((await Flite.Shared.SpeakAsync(FliteVoice.Kal16, text, Cancelled)).Samples);

    [Fact]
    public void A_missing_package_says_how_to_get_it()
    {
        var missing = Assert.Throws<FileNotFoundException>(() => FliteModule.Find(Path.GetPathRoot(Path.GetTempPath())!));

        Assert.Contains("npm ci", missing.Message);
    }
}

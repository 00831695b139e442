using SpeechPipeline.Audio;
using SpeechPipeline.LocalHost.Endpoint;
using SpeechPipeline.Speech;

namespace SpeechPipeline.Specs.Speech;

public sealed class SpeechPlausibilitySpecs
{
    const string Text = "This is a sentence of some length.";

    static readonly PcmFormat Format = new(24_000, 1);

    [Theory]
    [InlineData(0f, "the audio is silent")]
    [InlineData(0.002f, "the audio is silent")]
    [InlineData(0.02f, null)]
    [InlineData(0.5f, null)]
    public void Hiss_of_an_empty_room_is_no_speech_and_soft_speech_is(float level, string? problem)
    {
        var random = new Random(1);
        Assert.Equal(problem, Problem(_ => level * ((2 * random.NextSingle()) - 1)));
    }

    [Theory]
    [InlineData(1.0f, null)]
    [InlineData(3.0f, "is overdriven")]
    public void What_is_driven_far_beyond_full_scale_is_refused(float level, string? problem)
    {
        var found = Problem(i => Math.Clamp(level * MathF.Sin(i * 0.05f) * MathF.Sin(i * 0.0007f), -1, 1));
        if (problem is null)
        {
            Assert.Null(found);
        }
        else
        {
            Assert.Contains(problem, found, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData(0.3, "too short")]
    [InlineData(2.5, null)]
    [InlineData(60, "too long")]
    public void Lengths_that_no_voice_has_are_refused(double seconds, string? problem)
    {
        var found = Problem(Tone, seconds);
        Assert.Equal(problem is null, found is null);
        Assert.Contains(problem ?? "", found ?? "", StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0.3, 4, null)]
    [InlineData(0.1, 4, "too short")]
    [InlineData(15, 4, null)]
    [InlineData(60, 0.25, null)]
    [InlineData(90, 0.25, "too long")]
    [InlineData(1, 0.25, null)]
    public void A_voice_that_is_asked_for_another_tempo_may_obey_or_not(double seconds, double tempo, string? problem)
    {
        var found = Problem(Tone, seconds, tempo: tempo);
        Assert.Equal(problem is null, found is null);
        Assert.Contains(problem ?? "", found ?? "", StringComparison.Ordinal);
    }

    [Fact]
    public void More_is_read_of_an_answer_that_is_asked_to_be_slow() =>
        Assert.Equal([42, 42, 96], ((double[])[4, 1, 0.25]).Select(static tempo => SpeechPlausibility.MostSeconds(Text, tempo)));

    [Fact]
    public void A_formula_may_be_read_sign_by_sign_or_passed_over()
    {
        const string Formula = @"\{x\} = \{y\}";
        Assert.All([0.4, 14], seconds => Assert.Null(Problem(Tone, seconds, Formula)));
        Assert.NotNull(Problem(Tone, 60, Formula));
    }

    [Theory]
    [InlineData("𝗧𝗵𝗶𝘀 𝗶𝘀 𝗮 𝗯𝗼𝗹𝗱 𝘀𝗲𝗻𝘁𝗲𝗻𝗰𝗲.")]
    [InlineData("𞤀𞤣𞤤𞤢𞤥 𞤲𞤮 𞤼𞤮𞤣𞤣𞤭 𞤸𞤢𞤤𞤢.")]
    [InlineData("𑄌𑄋𑄴𑄟𑄳𑄦 𑄞𑄌𑄴 𑄇𑄧𑄠𑄴 𑄃𑄨𑄠𑄮𑄢𑄴.")]
    [InlineData("𠮷野家𠮷野家")]
    public void Letters_of_every_plane_are_counted_each_once(string text)
    {
        Assert.All([0.6, 10], seconds => Assert.Null(Problem(Tone, seconds, text)));
        Assert.Contains("too short", Problem(Tone, 0.1, text), StringComparison.Ordinal);
        Assert.Contains("too long", Problem(Tone, 60, text), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Stop!", 1, 0.01, 0)]
    [InlineData("Yes.", 4, 0.01, 0.01)]
    [InlineData(Text, 2.5, 0.2, 0.2)]
    public void Clicks_and_snippets_are_no_speech_however_far_apart(string text, double seconds, double first, double last)
    {
        var found = Problem(i => i < first * Format.SampleRateHz || i >= (seconds - last) * Format.SampleRateHz ? Tone(i) : 0, seconds, text);
        Assert.Contains("too short", found, StringComparison.Ordinal);
    }

    [Fact]
    public void Silence_that_will_be_trimmed_makes_nothing_too_long()
    {
        Assert.Null(Problem(i => i < Format.SampleRateHz / 2 ? Tone(i) : 0, 15, "Yes."));
        Assert.Contains("too long", Problem(Tone, 7, "Yes."), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_shortest_words_of_every_voice_are_speech()
    {
        foreach (var voice in Enum.GetValues<FliteVoice>())
        {
            foreach (var word in new[] { "A.", "I", "To.", "Up.", "At.", "Of", "No.", "It.", "E.", "F.", "Pat.", "Psst!", "8" })
            {
                var audio = await Flite.Shared.SpeakAsync(voice, word, TestContext.Current.CancellationToken);
                Assert.Null(SpeechPlausibility.Problem(word, audio, SpeechEdges.TrimmedSeconds(audio)));
            }
        }
    }

    static float Tone(int i) => 0.3f * MathF.Sin(i * 0.05f);

    static string? Problem(Func<int, float> sample, double seconds = 2.5, string text = Text, double tempo = 1)
    {
        var audio = new PcmAudio(Format, [.. Enumerable.Range(0, (int)(seconds * Format.SampleRateHz)).Select(sample)]);
        return SpeechPlausibility.Problem(text, audio, SpeechEdges.TrimmedSeconds(audio), tempo);
    }
}

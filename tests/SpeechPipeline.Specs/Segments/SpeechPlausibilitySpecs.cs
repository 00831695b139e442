using SpeechPipeline.Audio;
using SpeechPipeline.Segments;

namespace SpeechPipeline.Specs.Segments;

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
        var found = Problem(i => 0.3f * MathF.Sin(i * 0.05f), seconds);
        Assert.Equal(problem is null, found is null);
        Assert.Contains(problem ?? "", found ?? "", StringComparison.Ordinal);
    }

    [Fact]
    public void A_formula_may_be_read_sign_by_sign_or_passed_over()
    {
        const string Formula = @"\{x\} = \{y\}";
        Assert.All([0.4, 14], seconds => Assert.Null(Problem(i => 0.3f * MathF.Sin(i * 0.05f), seconds, Formula)));
        Assert.NotNull(Problem(i => 0.3f * MathF.Sin(i * 0.05f), 60, Formula));
    }

    static string? Problem(Func<int, float> sample, double seconds = 2.5, string text = Text) => SpeechPlausibility.Problem(
        text, new PcmAudio(Format, [.. Enumerable.Range(0, (int)(seconds * Format.SampleRateHz)).Select(sample)]), seconds);
}

using SpeechPipeline.Speech;

namespace SpeechPipeline.Specs.Speech;

public sealed class VoiceNameSpecs
{
    [Theory]
    [InlineData("tara", false)]
    [InlineData("laidback woman", false)]
    [InlineData("Anna (calm)", false)]
    [InlineData("af_bella+af_heart", true)]
    [InlineData("af_bella(2)+af_heart(1)", true)]
    [InlineData("af_bella(0.5)+af_heart", true)]
    public void A_name_or_a_blend_is_well_formed(string voice, bool mayMix) => Assert.Null(VoiceName.Problem(voice, mayMix));

    [Theory]
    [InlineData("", true)]
    [InlineData(" ", true)]
    [InlineData("a\nb", true)]
    [InlineData("af_bella+", true)]
    [InlineData("+af_bella", true)]
    [InlineData("af_bella(0)+af_heart(1)", true)]
    [InlineData("af_bella(-1)+af_heart(1)", true)]
    [InlineData("af_bella(two)+af_heart(1)", true)]
    [InlineData("af_bella(2+af_heart(1)", true)]
    [InlineData("(2)+af_heart", true)]
    [InlineData("tara+leo", false)]
    public void What_is_neither_is_refused_in_words(string voice, bool mayMix) => Assert.NotNull(VoiceName.Problem(voice, mayMix));

    [Fact]
    public void A_voice_of_more_than_200_characters_is_refused() => Assert.Contains("201", VoiceName.Problem(new string('v', 201), true), StringComparison.Ordinal);
}

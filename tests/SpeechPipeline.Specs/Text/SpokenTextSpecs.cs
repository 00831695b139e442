using CsCheck;
using SpeechPipeline.Articles;
using SpeechPipeline.Specs.Articles;
using SpeechPipeline.Text;

namespace SpeechPipeline.Specs.Text;

public sealed class SpokenTextSpecs
{
    [Theory]
    [InlineData("  a \t\r\n b\u00A0\u2003c  ", "a b c")]
    [InlineData("co\u00ADoper\u200Bate\uFEFF\u2060d\u0000\u0007", "cooperated")]
    [InlineData("\u202Eabc\u202C\u200F", "abc")]
    [InlineData("Cafe\u0301", "Café")]
    [InlineData("a\u0323\u0307 a\u0307\u0323", "ạ̇ ạ̇")]
    [InlineData("\u212B \u2126 \u1112\u1161\u11AB", "Å Ω 한")]
    [InlineData("\u0958", "\u0915\u093C")]
    [InlineData("a\uE000b \uFFFC\uFFFD c", "a b c")]
    [InlineData("a\uD800b", "a b")]
    [InlineData("می\u200Cخواهم", "می\u200Cخواهم")]
    [InlineData("fi\u200Cnd", "find")]
    [InlineData("👩\u200D👧", "👩\u200D👧")]
    [InlineData("中文\n中文", "中文中文")]
    [InlineData("中文 中文", "中文 中文")]
    [InlineData("한국\n사람", "한국 사람")]
    public void Text_is_normalized(string text, string normalized) => Assert.Equal(normalized, SpokenText.Normalize(text));

    // Cases of UAX #15 and of section 3.12 of the standard: reordering, blocking, singletons, exclusions, Hangul, other planes.
    [Theory]
    [InlineData("\u1E0A\u0323", "\u1E0C\u0307")]
    [InlineData("\u1E0A\u031B\u0323", "\u1E0C\u031B\u0307")]
    [InlineData("\u0112\u0300", "\u1E14")]
    [InlineData("\u0344", "\u0308\u0301")]
    [InlineData("q\u0307\u0323b", "q\u0323\u0307b")]
    [InlineData("a\u0305\u0301", "a\u0305\u0301")]
    [InlineData("\uFB1D", "\u05D9\u05B4")]
    [InlineData("\uAC00\u11A8", "\uAC01")]
    [InlineData("\u0F71\u0F72\u0F74", "\u0F71\u0F72\u0F74")]
    [InlineData("\U0001D15E", "\U0001D157\U0001D165")]
    [InlineData("\U0002F800", "\u4E3D")]
    [InlineData("\U00011099\U000110BA", "\U0001109A")]
    public void Characters_are_composed_as_normalization_form_C_says(string text, string composed) =>
        Assert.Equal(composed, CanonicalComposition.Compose(text));

    [Fact]
    public void Normalizing_twice_changes_nothing() =>
        AnyText.OfAnyScript.Sample(text =>
        {
            var once = SpokenText.Normalize(text);
            Assert.Equal(once, SpokenText.Normalize(once));
            Assert.DoesNotContain("  ", once);
        }, iter: 2_000);

    [Theory]
    [InlineData("Milk", "Milk.")]
    [InlineData("Milk!", "Milk!")]
    [InlineData("(milk)", "(milk)")]
    [InlineData("牛奶", "牛奶。")]
    [InlineData("", "")]
    public void A_stop_is_set_where_none_is(string text, string stopped) => Assert.Equal(stopped, SpokenText.WithStop(text));

    [Fact]
    public void A_block_is_always_normalized()
    {
        var block = new Block(BlockKind.Paragraph, " a\u00A0 b ");

        Assert.Equal("a b", block.Text);
        Assert.Equal("c", (block with { Text = "c\n" }).Text);
    }
}

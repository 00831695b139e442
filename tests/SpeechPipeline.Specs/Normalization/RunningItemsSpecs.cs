using SpeechPipeline.Articles;
using SpeechPipeline.Normalization;

namespace SpeechPipeline.Specs.Normalization;

public sealed class RunningItemsSpecs
{
    [Theory]
    [InlineData("1. Fill it 2. Turn the wick 3. Wait", "1. Fill it. 2. Turn the wick. 3. Wait")]
    [InlineData("To light it: a) fill it b) turn the wick", "To light it: a) fill it. b) turn the wick")]
    [InlineData("9.) Fill it 10.) Wait.", "9.) Fill it. 10.) Wait.")]
    public void Items_in_one_paragraph_have_a_stop(string text, string said) => Assert.Equal(said, Say(text, BlockKind.Paragraph));

    [Theory]
    [InlineData("1. Fill it. 2. Turn the wick!")]
    [InlineData("1) 点火！2) 等待")]
    [InlineData("1. Light it!Then wait.")]
    [InlineData("1. He came in part 2. Then he left.")]
    [InlineData("It was at 1. The bell rang 2. Nobody came.")]
    public void What_has_its_stops_or_is_no_list_stays(string text) => Assert.Equal(text, Say(text, BlockKind.Paragraph));

    [Fact]
    public void A_heading_stays() => Assert.Equal("1. Lamps 2. Oil", Say("1. Lamps 2. Oil", BlockKind.Heading));

    static string Say(string text, BlockKind kind) => new ArticleNormalizer("en").Of(new Chapter(null, 1, [new Block(kind, text)])).Blocks[0].Text;
}

using System.Text;
using SpeechPipeline.Articles;

namespace SpeechPipeline.Specs.Text;

/// <summary>Text that was encoded as UTF-8 and read as windows-1252 on its way here.</summary>
public sealed class DoubleEncodingSpecs
{
    static DoubleEncodingSpecs() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    [Theory]
    [InlineData("She didn’t come — “why?” he asked…")]
    [InlineData("Der Müller mahlt für fünf Gäste.")]
    [InlineData("Были бы кости, а мясо будет.")]
    [InlineData("猿も木から落ちる。")]
    [InlineData("Good 👍 ✅, 5 €.")]
    public void It_is_read_as_it_was_written(string text)
    {
        Assert.Equal(text, Read(Twice(text)));
        Assert.Equal(text, Read(Twice(Twice(text))));
        Assert.Equal(text, Read(Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(text))));
    }

    [Fact]
    public void Quotation_marks_are_undone_in_a_text_that_is_right_for_the_rest() =>
        Assert.Equal("The café’s lamp “burns” – so", Read($"The café{Twice("’")}s lamp {Twice("“")}burns{Twice("”")} {Twice("–")} so"));

    [Theory]
    [InlineData("« J’ai été là, l’été\u00A0» dit-il à Zoë.")]
    [InlineData("Ã© is what é becomes.")]
    [InlineData("IRMÃ\u00A0MARIA e ÇÃO")]
    [InlineData("IRMÃ\u00A0MARIA")]
    [InlineData("Þetta er Ð® og ð.")]
    [InlineData("plain")]
    public void Other_text_stays(string text) => Assert.Equal(text, Read(text));

    static string Twice(string text) => Encoding.GetEncoding(1252).GetString(Encoding.UTF8.GetBytes(text));

    static string Read(string text) => ArticleSource.FromText(ArticleFormats.Text, text).ReadText();
}

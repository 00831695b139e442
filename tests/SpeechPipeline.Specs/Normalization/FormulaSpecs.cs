using SpeechPipeline.Articles;
using SpeechPipeline.Articles.Formulas;
using SpeechPipeline.Normalization;
using SpeechPipeline.Text;

namespace SpeechPipeline.Specs.Normalization;

/// <summary>Formulas and raised numbers, from the markup that they come in to the words of the language.</summary>
public sealed class FormulaSpecs
{
    [Theory]
    [InlineData("en", "10⁶ lamps", "10 to the 6 lamps")]
    [InlineData("de", "10⁻³ kg", "10 hoch minus 3 kg")]
    [InlineData("fr", "2×10⁴ m", "2 fois 10 puissance 4 m")]
    [InlineData("sw", "10⁶", "10⁶")]
    [InlineData("en", "SO₄²⁻ and Na⁺ and H₂O", "SO4 2 minus and Na plus and H2O")]
    [InlineData("en", "40 m², 3 km³, x² and x⁴", "40 m², 3 km³, x² and x to the 4")]
    [InlineData("en", "The spring.¹ Nobody,² and the mill³ burned in 1990².", "The spring. Nobody, and the mill burned in 1990.")]
    [InlineData("en", "Several notes,¹,² of a kind¹⁻³.", "Several notes, of a kind.")]
    [InlineData("en", "$4⁹⁹ or 3⁵⁰ €", "$4.99 or 3.50 €")]
    [InlineData("de", "4⁹⁹ €", "4,99 €")]
    [InlineData("en", "Take 1¹/₂ cups.", "Take 1 1/2 cups.")]
    [InlineData("en", "α ≤ 0.05 and ±2", "alpha less than or equal to 0.05 and plus or minus 2")]
    [InlineData("en", "It was −5, not ΑΒΓ", "It was minus 5, not ΑΒΓ")]
    public void Raised_numbers_and_signs_keep_their_meaning(string language, string text, string said) => Assert.Equal(said, SignNormalizer.Rewrite(SpokenText.Normalize(text), SpokenWords.Of(language)));

    [Theory]
    [InlineData(@"a^2+b^2", "a² + b²")]
    [InlineData(@"\frac{1}{2}", "1/2")]
    [InlineData(@"\frac{a+1}{2b}", "(a + 1) ∕ (2 b)")]
    [InlineData(@"x_1 \leq \sqrt{24}", "x₁ ≤ √24")]
    [InlineData(@"v_{\text{max}} = 3", "v max = 3")]
    [InlineData(@"\begin{matrix}a & b\end{matrix}", null)]
    [InlineData(@"\int_0^1 x \, dx", null)]
    [InlineData(@"{{{{{", null)]
    public void Simple_formulas_are_said_and_others_are_left_out_whole(string tex, string? line) => Assert.Equal(line, TexFormula.Read(tex));

    [Theory]
    [InlineData("IT WAS LATE WHEN THE TRAIN came in.", "It was late when the train came in.")]
    [InlineData("THE lake was still.", "The lake was still.")]
    [InlineData("NASA had called.", "NASA had called.")]
    [InlineData("WHO and UN officials met.", "WHO and UN officials met.")]
    [InlineData("USB, HDMI, VGA and DVI", "USB, HDMI, VGA and DVI")]
    [InlineData("It is v e r y hot, A B C D.", "It is very hot, A B C D.")]
    [InlineData("MIT © A. Reed", "MIT © A. Reed")]
    public void Capitals_that_are_no_acronyms_are_small_letters(string text, string said) => Assert.Equal(said, WrittenLarge.Lower(text));

    [Theory]
    [InlineData("The boat&#8217;s &amp; the <em>new</em> rope", "The boat’s & the new rope")]
    [InlineData("5 < 6 and a<b and c>d", "5 < 6 and a<b and c>d")]
    [InlineData("<Person1>Welcome.</Person1>", "Welcome.")]
    [InlineData("So it is【3†source】 :smile: said.", "So it is said.")]
    [InlineData("漢字《かんじ》と《本》", "漢字と《本》")]
    public void What_is_left_of_markup_is_not_said(string text, string said) => Assert.Equal(said, SignNormalizer.Rewrite(SpokenText.Normalize(text), SpokenWords.Of("en")));

    [Theory]
    [InlineData("<p>{0}</p><p>10<sup>6</sup>, later<a href='#n4'>4</a>, her<span class='pagenum'>7</span> hat</p>", "10⁶, later, her hat")]
    [InlineData("<p>{0}</p><p>See <a class='reference internal' href='x.html'>the guide</a> for more of it.</p>", "See the guide for more of it.")]
    [InlineData("<p>{0}</p><p>We find <math><mfrac><mn>1</mn><mn>2</mn></mfrac></math> there.</p>", "We find 1/2 there.")]
    [InlineData("<p>{0}</p><p>Over the hill<br>nobody went<br>at all.</p>", "Over the hill, nobody went, at all.")]
    public void Pages_and_books_read_them_alike(string html, string spoken)
    {
        var prose = string.Join(' ', Enumerable.Repeat("This is a sentence of an article, which has some length, and commas.", 8));
        var page = ArticleReader.Read(ArticleFormats.Html, html.Replace("{0}", prose));

        Assert.Equal(spoken, page.Chapters[^1].Blocks[^1].Text);
    }
}

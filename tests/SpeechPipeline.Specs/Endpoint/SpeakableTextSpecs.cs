using SpeechPipeline.LocalHost.Endpoint;

namespace SpeechPipeline.Specs.Endpoint;

public sealed class SpeakableTextSpecs
{
    [Theory]
    [InlineData("Plain, as it is: 3 + 4 = 7!\nNext.", "Plain, as it is: 3 + 4 = 7!\nNext.")]
    [InlineData("“It’s ‘fine’,” she said…", "\"It's 'fine',\" she said...")]
    [InlineData("Café naïve Ångström Łódź Ệ", "Cafe naive Angstrom Lodz E")]
    [InlineData("Cafe\u0301", "Cafe")]
    [InlineData("Straße Æsir ﬁne œuvre", "Strasse AEsir fine oeuvre")]
    [InlineData("one—two – three", "one, two ,  three")]
    [InlineData("well\u2010known so\u00ADft ze\u200Bro", "well-known soft zero")]
    [InlineData("ＡＢ１２ ٣ x²", "AB12 3 x2")]
    [InlineData("5€ £6 20°C ½", "5 euros   pounds 6 20 degrees C  one half ")]
    [InlineData("a\tb\u00A0c\u2003d\u0000e\re", "a b c d e e")]
    [InlineData("日本 😀", "     ")]
    public void Text_is_rendered_in_ASCII(string text, string expected) => Assert.Equal(expected, SpeakableText.From(text));

    [Fact]
    public void A_word_that_Flite_would_choke_on_is_broken()
    {
        var spoken = SpeakableText.From(new string('a', 1_000));

        Assert.Equal(1_000, spoken.Count(character => character == 'a'));
        Assert.All(spoken.Split(' '), word => Assert.InRange(word.Length, 1, 60));
    }
}

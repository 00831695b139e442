using CsCheck;
using SpeechPipeline.Specs.Articles;
using SpeechPipeline.Text;

namespace SpeechPipeline.Specs.Text;

public sealed class SentenceBoundariesSpecs
{
    // A bar stands where a sentence ends; the white space around it, or its lack, is the text's own.
    [Theory]
    [InlineData("One. |Two! |Three? |Four")]
    [InlineData("Dr. Watson and Mrs. Hudson met Mr. J. R. R. Tolkien at St. Pancras. |He nodded.")]
    [InlineData("Use fruit, e.g. Apples, i.e. Malus. |Good.")]
    [InlineData("He moved to the U.S. Army base. |She stayed.")]
    [InlineData("He lives in the U.S. |The house is big.")]
    [InlineData("At 5 p.m. |He left at 6 a.m. sharp.")]
    [InlineData("See No. 5 and Vol. II of it. |No. |Yes.")]
    [InlineData("Bread, milk etc. are here. |Eggs etc. |Next.")]
    [InlineData("Cats vs. Dogs. |Acme Inc. |The end.")]
    [InlineData("Pi is 3.14, and v2.0.1. |Version 10.0 is node.js. |It paid $1,250.50. |Fine.")]
    [InlineData("It was 1984. |Winston ran.")]
    [InlineData("Wait... what? |Well… |Yes. |And then… nothing.")]
    [InlineData("“Really?” he asked. |“Yes!” |“No.” |She left.")]
    [InlineData("“‘Yes.’ ” |He left. |(It was late.) |[Gone.] |Then “Now.” |End.")]
    [InlineData("\"Go!\" |\"Stop.\" |'Why?' |Because.")]
    [InlineData("1. The oven is hot. |Then wait.")]
    [InlineData("(123. Fire.) |Then wait.")]
    [InlineData("It was I. |He knew. |That is by Sir I. Newton.")]
    [InlineData("We chose plan B. |The next day came. |Ask J. Smith.")]
    [InlineData("What?! |No way!!! |Oh.")]
    [InlineData("Yahoo! is a name. |He left. |123 people came.")]
    [InlineData("Er kam z. B. Montag, d. h. Morgen, bzw. am 5. Mai um 10 Uhr. |Dann ging er.")]
    [InlineData("„Komm her.“ |„Nein!“ |Er ging. |»Ja.« |»Gut.«")]
    [InlineData("M. Dupont et Mme Curie sont là. |« Bonjour ! » |Il partit. |« Oui. »")]
    [InlineData("El Sr. García y la Sra. López. |¿Qué? |¡Hola! |¿Sí?")]
    [InlineData("Он жил в 19. веке, т. е. давно. |Потом ушёл.")]
    [InlineData("你好。|今天是3.14元！|真的吗？|“好。”|“走吧！”|他说。")]
    [InlineData("行く。|「はい。」|「行く。」と言った。|終わり？！|そう。")]
    [InlineData("是的!“真的吗?”|她问。")]
    [InlineData("Vive en EE. UU. desde 1999. |Ya.")]
    [InlineData("他说\"好。\"|\"再见。\"")]
    [InlineData("مرحبا. |كيف حالك؟ |بخير.")]
    [InlineData("یہ ہے۔ |وہ تھا۔")]
    [InlineData("यह है। |वह था॥ |अंत।")]
    [InlineData("สวัสดี๚|ลาก่อน")]
    [InlineData("カード３．１４枚。|次。")]
    [InlineData("He stood. |— She said so. |Then — now.")]
    public void Sentences_end_where_a_reader_would_end_them(string marked)
    {
        var text = SpokenText.Normalize(marked.Replace("|", ""));

        var sentences = SentenceBoundaries.Find(text).Select(sentence => sentence.Of(text));

        Assert.Equal(marked.Split('|', StringSplitOptions.TrimEntries), sentences);
    }

    [Fact]
    public void Sentences_together_are_the_text() =>
        AnyText.OfAnyScript.Sample(any =>
        {
            var text = SpokenText.Normalize(any);
            var at = 0;
            foreach (var sentence in SentenceBoundaries.Find(text))
            {
                Assert.True(sentence.Start >= at && sentence.Length > 0);
                Assert.True(string.IsNullOrWhiteSpace(text[at..sentence.Start]));
                Assert.False(char.IsWhiteSpace(text[sentence.Start]) || char.IsWhiteSpace(text[sentence.End - 1]));
                at = sentence.End;
            }

            Assert.True(string.IsNullOrWhiteSpace(text[at..]));
        }, iter: 2_000);
}

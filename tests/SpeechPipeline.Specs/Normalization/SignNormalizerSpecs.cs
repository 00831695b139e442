using CsCheck;
using SpeechPipeline.Normalization;
using SpeechPipeline.Specs.Articles;
using SpeechPipeline.Text;

namespace SpeechPipeline.Specs.Normalization;

public sealed class SignNormalizerSpecs
{
    [Theory]
    [InlineData("See https://www.example.com/a/b?c=d#e for more.", "See example dot com for more.")]
    [InlineData("See www.example.co.uk/path, then go.", "See example dot co dot uk, then go.")]
    [InlineData("Ask github.com/owner/name.", "Ask github dot com.")]
    [InlineData("Buy at example.com. Then rest.", "Buy at example dot com. Then rest.")]
    [InlineData("(https://example.org/a_(b))", "(example dot org)")]
    [InlineData("http://localhost:8080/ runs.", "localhost runs.")]
    [InlineData("It runs on node.js and ASP.NET 10.0, e.g. version v2.0.1.", "It runs on node.js and ASP.NET 10.0, e.g. version v2.0.1.")]
    [InlineData("Open src/site.io or ../notes.txt.", "Open src/site.io or ../notes.txt.")]
    [InlineData("The end.It was late, i.e.it was.", "The end.It was late, i.e.it was.")]
    public void A_site_is_said_by_its_name(string text, string said) => Assert.Equal(said, Say(text, "en"));

    [Theory]
    [InlineData("en", "jane dot doe at example dot org")]
    [InlineData("en-gb", "jane dot doe at example dot org")]
    [InlineData("de", "jane Punkt doe at example Punkt org")]
    [InlineData("fr", "jane point doe arobase example point org")]
    [InlineData("es", "jane punto doe arroba example punto org")]
    [InlineData("pt-br", "jane ponto doe arroba example ponto org")]
    [InlineData("it", "jane punto doe chiocciola example punto org")]
    [InlineData("nl", "jane punt doe apenstaartje example punt org")]
    [InlineData("ru", "jane точка doe собака example точка org")]
    [InlineData("ja", "jane ドット doe アットマーク example ドット org")]
    [InlineData("zh", "jane 点 doe 艾特 example 点 org")]
    [InlineData("sw", "jane.doe @ example.org")]
    public void A_mailbox_is_said_in_the_words_of_the_language(string language, string said) =>
        Assert.Equal($"({said})!", Say("(jane.doe@example.org)!", language));

    [Theory]
    [InlineData("me_2+x@mail.example.com", "me underscore 2 plus x at mail dot example dot com")]
    [InlineData("@jane and a@b and 5 @ 3", "@jane and a@b and 5 @ 3")]
    public void What_only_looks_like_a_mailbox_stays(string text, string said) => Assert.Equal(said, Say(text, "en"));

    [Theory]
    [InlineData("The lamp was lit.This was new.There he sat.", "The lamp was lit. This was new. There he sat.")]
    [InlineData("It cost 1000.Then it fell, said she.“No.”", "It cost 1000. Then it fell, said she.“No.”")]
    [InlineData("Apply now.Are you ready?Today is the day.Today is.", "Apply now. Are you ready?Today is the day. Today is.")]
    [InlineData("Use os.Exit, MATH.Then, node.Js and some.thing.Then, or Amazon.In.", "Use os.Exit, MATH.Then, node.Js and some.thing.Then, or Amazon.In.")]
    public void Sentences_without_a_space_between_them_are_parted(string text, string said) => Assert.Equal(said, Say(text, "en"));

    [Theory]
    [InlineData("//////////The lamp//////////", "The lamp")]
    [InlineData("The lamp ........... 12", "The lamp ... 12")]
    [InlineData("and/or, https://example.org//x, file:///x, a // b", "and/or, example dot org, file:///x, a // b")]
    public void Rows_of_marks_are_not_said(string text, string said) => Assert.Equal(said, Say(text, "en"));

    [Theory]
    [InlineData("en", "I like #OpenSourceFriday and #NASAMission_2.", "I like hashtag Open Source Friday and hashtag NASA Mission 2.")]
    [InlineData("en", "C# and F# are #5 & #1; a#b, &#b;", "C# and F# are #5 & #1; a#b, &#b;")]
    [InlineData("zh", "看#春节快乐#吧", "看话题 春节快乐吧")]
    [InlineData("sw", "#HabariYako", "Habari Yako")]
    public void A_hashtag_is_said_as_its_words(string language, string text, string said) => Assert.Equal(said, Say(text, language));

    [Theory]
    [InlineData("What?!?! No!!! Why???", "What?! No! Why?")]
    [InlineData("Well..... yes... or.. no…… maybe", "Well... yes... or. no… maybe")]
    [InlineData("One,, two;; three", "One, two; three")]
    [InlineData("好。。。真的！！！？？", "好。真的！？")]
    [InlineData("It was--so to say -- late---very", "It was—so to say — late—very")]
    [InlineData("Use --help or -v; __init__ stays, a++ too", "Use --help or -v; __init__ stays, a++ too")]
    [InlineData("Title ===== text ~~~~~ end *****", "Title text end")]
    [InlineData("3 > 2, 1 < 2, 50% & more, $5.00, 2024-01-05", "3 > 2, 1 < 2, 50% & more, $5.00, 2024-01-05")]
    public void Repeated_marks_are_said_once(string text, string said) => Assert.Equal(said, Say(text, "en"));

    [Theory]
    [InlineData("Great job 🎉🎉", "Great job.")]
    [InlineData("Great job! 🎉", "Great job!")]
    [InlineData("Great 🎉, really 👍🏽 good 👩‍👩‍👧‍👦!", "Great, really good!")]
    [InlineData("🚀 Launch 🇩🇪 day", "Launch day")]
    [InlineData("I ❤️ NY", "I NY")]
    [InlineData("今天🎉很好🎉", "今天很好。")]
    [InlineData("go🎉home", "go home")]
    [InlineData("1️⃣ Open it, ⚠️ now ✅", "1 Open it, now.")]
    [InlineData("B♭ and F♯, ➀ and ½ © 2020 A → B", "B♭ and F♯, ➀ and ½ © 2020 A, B")]
    [InlineData("🤷‍♂️", "")]
    public void Emoji_are_not_said_and_leave_sane_sentences(string text, string said) => Assert.Equal(said, Say(text, "en"));

    [Fact]
    public void What_was_made_speakable_is_normalized() =>
        AnyText.OfAnyScript.Sample(any =>
        {
            var said = Say(any, "sw");
            Assert.Equal(said, SpokenText.Normalize(said));
        }, iter: 2_000);

    static string Say(string text, string language) => SignNormalizer.Rewrite(SpokenText.Normalize(text), SpokenWords.Of(language));
}

using SpeechPipeline.Articles;
using SpeechPipeline.Articles.Html.Choice;

namespace SpeechPipeline.Specs.Articles;

/// <summary>Which of a page's text is its article.</summary>
public sealed class ArticleChoiceSpecs
{
    const string Menu = "<ul><li><a href=/a>Home</a><li><a href=/b>News</a><li><a href=/c>Sport</a><li><a href=/d>About us</a></ul>";

    static readonly string[] Prose =
    [
        .. new[] { "harbour", "road", "winter", "bridge", "school", "market" }.Select((word, i) =>
            $"The {word} is what people in the town talk about first, and they have done so for {i + 20} years. Nobody complains of it, because there is nothing else to be done, and because it brings lamps, rope and news."),
    ];

    static string Text => string.Concat(Prose.Select(text => $"<p>{text}</p>"));

    [Fact]
    public void A_part_that_is_sent_at_the_end_of_the_page_stands_in_its_place() =>
        Assert.Equal(Prose, Paragraphs($"{Menu}<main><template id='B:0'></template></main><footer>Copyright</footer><div hidden id='S:0'><article>{Text}</article></div>"));

    [Fact]
    public void An_aside_that_is_never_closed_does_not_hide_the_article() =>
        Assert.Equal(Prose, Paragraphs($"<aside><p><a href=/x>We are hiring</a></p><main><article>{Text}</article></main>"));

    [Fact]
    public void An_article_may_be_called_what_is_around_articles() => Assert.Equal(Prose, Paragraphs($"{Menu}<article class='paywall'>{Text}</article>"));

    [Fact]
    public void Comments_are_not_read_however_long_they_are() =>
        Assert.Equal(Prose, Paragraphs($"<article>{Text}</article><div id='comments'>{string.Concat(Enumerable.Range(0, 40).Select(i => $"<div><p>I was there in {i + 1960}, and it was not like this at all; the road was closed, and nobody came.</p></div>"))}</div>"));

    [Theory]
    [InlineData("Written by Cassidy Horton")]
    [InlineData("Pin this for later!")]
    [InlineData("Sign up for our weekly newsletter and never miss a story")]
    [InlineData("Subscribe to get the latest posts sent to your email.")]
    [InlineData("© 2026 The Good Paper")]
    [InlineData("Check price at REI")]
    [InlineData("If you liked this article, please share it with a friend.")]
    public void Lines_that_offer_something_are_not_read(string line) => Assert.Equal(Prose, Paragraphs($"<article>{Text}<p>{line}</p></article>"));

    [Theory]
    [InlineData("Copyright law protects what people write.")]
    [InlineData("Written by hand, the letter took him a week.")]
    [InlineData("She would join the navy, and he would not.")]
    public void Lines_that_only_sound_like_it_are_read(string line) => Assert.Equal([.. Prose, line], Paragraphs($"<article>{Text}<p>{line}</p></article>"));

    [Fact]
    public void Trees_are_read_as_they_were_written()
    {
        var model = BlockModel.Parse("0 1.5 1 2;-0.25;1 0 3 4;0.5;1\n0.125\n");

        Assert.Equal("0 1.5 1 2;-0.25;1 0 3 4;0.5;1\n0.125\n", model.ToString());
        Assert.Equal([-0.125, 0.625, 1.125], new float[][] { [1, 0], [2, 0], [2, 1] }.Select(model.OddsOf));
    }

    static IEnumerable<string> Paragraphs(string body) =>
        ArticleReader.Read(ArticleFormats.Html, $"<html><head><title>The town</title></head><body>{body}</body></html>").Chapters.SelectMany(chapter => chapter.Blocks)
            .Where(block => block.Kind == BlockKind.Paragraph).Select(block => block.Text);
}

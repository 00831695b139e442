using SpeechPipeline.Articles;
using SpeechPipeline.Articles.Html;
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
    public void What_was_found_is_more_than_nothing()
    {
        // A model that turns everything down.
        var page = new ArticleSource(ArticleFormats.Html, BinaryData.FromString(Page($"{Menu}<article>{Text}{Text}{Text}</article>")));
        var read = HtmlReader.Read(page, ReadingSettings.Default, BlockModel.Parse("-1\n"));

        Assert.Equal([.. Prose, .. Prose, .. Prose], ParagraphsOf(read));
    }

    [Fact]
    public void Pictures_and_rules_around_the_article_are_none_of_it() => Assert.Equal(
        [.. Prose.Select(text => (BlockKind.Paragraph, text))],
        ArticleReader.Read(ArticleFormats.Html, Page($"<header><h1><a href=/><img alt='The Daily Lamp'></a></h1><nav>{Menu}</nav></header><hr><main><article>{Text}</article></main><hr>")).Chapters
            .SelectMany(chapter => chapter.Blocks).Where(block => block.Text != "The town").Select(block => (block.Kind, block.Text)));

    [Fact]
    public void Words_that_stand_in_the_body_itself_are_read() =>
        Assert.Equal(["The first words stand in no element, and are many enough to be read.", .. Prose], Paragraphs($"<h1>The town</h1>The first words stand in no element, and are many enough to be read.{Text}"));

    [Fact]
    public void A_standfirst_with_emphasis_is_said_once()
    {
        const string Standfirst = "How the people of <em>one town</em>, by the sea, came to talk of nothing else.";
        Assert.Single(Paragraphs($"<main><article><h1>The town</h1><p class='standfirst'>{Standfirst}</p>{Text}{Text}{Text}</article></main>"), text => text.StartsWith("How the people", StringComparison.Ordinal));
    }

    [Fact]
    public void The_trees_ask_for_no_number_that_a_run_does_not_have() =>
        Assert.InRange(BlockModel.Default.Trees.Max(tree => tree.Max(node => node.Feature)), 0, BlockFeatures.Numbers - 1);

    [Fact]
    public void A_run_has_the_numbers_that_it_is_said_to_have()
    {
        var page = ArticleChoice.BlocksOf(HtmlParsing.Parse(Page($"<article>{Text}</article>")), out _);
        Assert.All(BlockFeatures.Of(page), row => Assert.Equal(BlockFeatures.Numbers, row.Length));
    }

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
    [InlineData("You might enjoy it, she said.")]
    [InlineData("You may like it or not, but the road is closed.")]
    [InlineData("If you love your neighbours, share your bread with them.")]
    public void Lines_that_only_sound_like_it_are_read(string line) => Assert.Equal([.. Prose, line], Paragraphs($"<article>{Text}<p>{line}</p></article>"));

    [Fact]
    public void Trees_are_read_as_they_were_written()
    {
        var model = BlockModel.Parse("0 1.5 1 2;-0.25;1 0 3 4;0.5;1\n0.125\n");

        Assert.Equal("0 1.5 1 2;-0.25;1 0 3 4;0.5;1\n0.125\n", model.ToString());
        Assert.Equal([-0.125, 0.625, 1.125], new float[][] { [1, 0], [2, 0], [2, 1] }.Select(model.OddsOf));
    }

    static string Page(string body) => $"<html><head><title>The town</title></head><body>{body}</body></html>";

    static IEnumerable<string> Paragraphs(string body) => ParagraphsOf(ArticleReader.Read(ArticleFormats.Html, Page(body)));

    static IEnumerable<string> ParagraphsOf(Article article) =>
        article.Chapters.SelectMany(chapter => chapter.Blocks).Where(block => block.Kind == BlockKind.Paragraph).Select(block => block.Text);
}

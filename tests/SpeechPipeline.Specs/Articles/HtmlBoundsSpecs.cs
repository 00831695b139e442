using SpeechPipeline.Articles;

namespace SpeechPipeline.Specs.Articles;

/// <summary>Markup that no one writes is refused, in bounded time and memory, and never overflows the stack.</summary>
public sealed class HtmlBoundsSpecs
{
    [Theory]
    [InlineData("<div>", "too deeply")]
    [InlineData("<blockquote><ul><li>", "too deeply")]
    [InlineData("<dd><li>", "too deeply")]
    [InlineData("<b><i><p>", "elements")]
    [InlineData("<span>x", "too deeply")]
    [InlineData("<table><tr><td>", "too deeply")]
    [InlineData("<br>", "elements")]
    public void Elements_without_end_are_refused(string markup, string why)
    {
        var hostile = string.Concat(Enumerable.Repeat(markup, 400_000));

        Assert.Contains(why, Assert.Throws<UnreadableArticleException>(() => ArticleReader.Read(ArticleFormats.Html, hostile)).Message);
    }

    [Fact]
    public void The_deepest_page_that_is_taken_is_read_on_a_small_stack()
    {
        var html = string.Concat(Enumerable.Repeat("<div>", 490)) + $"<p>{string.Join(' ', Enumerable.Repeat("Words, and more of them.", 50))}";
        Article? article = null;
        var thread = new Thread(() => article = ArticleReader.Read(ArticleFormats.Html, html), maxStackSize: 512 * 1024);
        thread.Start();
        thread.Join();

        Assert.True(article!.HasSpeech);
    }

    [Fact]
    public void A_tag_of_a_million_attributes_is_read() =>
        Assert.True(ArticleReader.Read(ArticleFormats.Html, $"<div {string.Join(' ', Enumerable.Range(0, 20_000).Select(i => $"a{i}=1"))}><p>Text, and so on.</p></div>").HasSpeech);
}

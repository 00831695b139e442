using SpeechPipeline.Articles;
using SpeechPipeline.Articles.Html;

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
    public void Comments_that_nest_are_not_looked_into_again_and_again()
    {
        // The same 60,000 elements below eight times as many that are named as comments, and a title behind them all: for each of those, all would be gone through.
        var (few, many) = (Nested(50), Nested(400));
        Look(few);
        var (one, other) = (Enumerable.Range(0, 5).Min(_ => Look(few)), Enumerable.Range(0, 5).Min(_ => Look(many)));
        Assert.True(other < 3 * one, $"{one.TotalMilliseconds:0.0} ms, {other.TotalMilliseconds:0.0} ms");

        static AngleSharp.Html.Dom.IHtmlDocument Nested(int levels) => HtmlParsing.Parse(
            string.Concat(Enumerable.Repeat("<div class=comments>", levels)) + string.Concat(Enumerable.Repeat("<i>a</i>", 60_000)) + "<h1>Title</h1>");

        static TimeSpan Look(AngleSharp.Html.Dom.IHtmlDocument page)
        {
            var watch = System.Diagnostics.Stopwatch.StartNew();
            var holders = new ArticleHolders(page);
            Assert.DoesNotContain(page.All, element => PageFurniture.IsCommentsOnly(element, holders));
            return watch.Elapsed;
        }
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
    public void Parts_that_are_sent_later_nest_no_deeper_than_pages_do()
    {
        // Each part keeps the place of the next one 490 levels down.
        var html = "<main><p>Words, and more of them.</p><template id='B:0'></template></main>" + string.Concat(Enumerable.Range(0, 500).Select(i =>
            $"<div hidden id='S:{i}'>{string.Concat(Enumerable.Repeat("<div>", 480))}<template id='B:{i + 1}'></template>{string.Concat(Enumerable.Repeat("</div>", 480))}</div>"));

        var document = HtmlParsing.Parse(html);
        StreamedParts.Place(document);

        Assert.InRange(document.All.Max(HtmlParsing.LevelOf), 400, HtmlParsing.MostLevels);
    }

    [Fact]
    public void Comments_part_no_text()
    {
        var document = HtmlParsing.Parse($"<p>{string.Concat(Enumerable.Repeat("a<!-- b -->", 1_000))}<i>c</i>");

        Assert.Equal(2, document.QuerySelector("p")!.ChildNodes.Length);
        Assert.Equal(new string('a', 1_000) + "c", document.QuerySelector("p")!.TextContent);
    }

    [Fact]
    public void A_tag_of_a_million_attributes_is_read() =>
        Assert.True(ArticleReader.Read(ArticleFormats.Html, $"<div {string.Join(' ', Enumerable.Range(0, 20_000).Select(i => $"a{i}=1"))}><p>Text, and so on.</p></div>").HasSpeech);
}

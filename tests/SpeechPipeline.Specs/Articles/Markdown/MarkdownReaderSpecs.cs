using SpeechPipeline.Articles;

namespace SpeechPipeline.Specs.Articles.Markdown;

public sealed class MarkdownReaderSpecs
{
    [Theory]
    [InlineData("Before.\n\n```csharp\nvar x = 1;\n```\n\nAfter.", "Before.|After.")]
    [InlineData("Before.\n\n    var x = 1;\n\nAfter.", "Before.|After.")]
    [InlineData("See ![a cat](cat.png) here.", "See here.")]
    [InlineData("[![badge](b.svg)](https://ci.example)", "")]
    [InlineData("Read [the paper](https://example.com/p.pdf \"title\") now.", "Read the paper now.")]
    [InlineData("Read [the paper][1] now.\n\n[1]: https://example.com", "Read the paper now.")]
    [InlineData("Visit <https://www.example.com/a/b?c=d>.", "Visit example.com.")]
    [InlineData("Visit https://example.com/a_b_c(d). Then rest.", "Visit example.com. Then rest.")]
    [InlineData("[https://example.com/x](https://example.com/x)", "example.com")]
    [InlineData("Write to <ann@example.com>.", "Write to ann@example.com.")]
    [InlineData("A claim[^1] stands.\n\n[^1]: With a note.", "A claim stands.")]
    [InlineData("One.\n\n<div class=\"ad\">Buy!</div>\n\n<!-- hidden -->\n\nTwo.", "One.|Two.")]
    [InlineData("Press <kbd>Enter</kbd> now.<!-- hidden --> Good.", "Press Enter now. Good.")]
    [InlineData("A line<br>another", "A line, another")]
    [InlineData("It is *very* **loud** and ~~silent~~ H~2~O, `dotnet build` too.", "It is very loud and H₂O, dotnet build too.")]
    [InlineData("AT&amp;T &copy; \\*not emphasis\\*", "AT&T © *not emphasis*")]
    [InlineData("A soft\nbreak and a hard  \nbreak.", "A soft break and a hard, break.")]
    [InlineData("第一行\n第二行", "第一行第二行")]
    public void What_a_narrator_reads_of_a_paragraph(string markdown, string spoken) =>
        Assert.Equal(spoken, string.Join('|', BlocksOf(markdown).Select(block => block.Text)));

    [Fact]
    public void List_items_get_a_stop_and_numbered_ones_keep_their_numbers()
    {
        var blocks = BlocksOf("- Milk\n- Eggs!\n  - brown\n\n3. Mix\n4. Bake\n\n   Slowly.\n\n- [x] Done");

        Assert.Equal(["Milk.", "Eggs!", "brown.", "3. Mix.", "4. Bake.", "Slowly.", "Done."], blocks.Select(block => block.Text));
        Assert.All(blocks, block => Assert.Equal(BlockKind.ListItem, block.Kind));
    }

    [Fact]
    public void A_table_is_read_row_by_row_with_the_column_before_each_cell()
    {
        var blocks = BlocksOf("| City | People | Note |\n|---|--:|---|\n| Oslo | 700,000 | |\n| **Rome** | [2.8 million](x) | old |");

        Assert.Equal(["City: Oslo; People: 700,000.", "City: Rome; People: 2.8 million; Note: old."], blocks.Select(block => block.Text));
        Assert.All(blocks, block => Assert.Equal(BlockKind.TableRow, block.Kind));
    }

    [Fact]
    public void Quotes_and_scene_breaks_are_told_apart_from_paragraphs()
    {
        var blocks = BlocksOf("One.\n\n> Two.\n>\n> Three.\n\n***\n\nFour.\n\n> [!NOTE]\n> Five.");

        Assert.Equal(
            [(BlockKind.Paragraph, "One."), (BlockKind.Quote, "Two."), (BlockKind.Quote, "Three."), (BlockKind.SceneBreak, ""), (BlockKind.Paragraph, "Four."), (BlockKind.Quote, "Five.")],
            blocks.Select(block => (block.Kind, block.Text)));
    }

    [Fact]
    public void A_single_leading_first_level_heading_is_the_title_and_second_level_headings_begin_chapters()
    {
        var article = Read("# The *Title*\n\nIntro.\n\n## One\n\nText.\n\n### Deeper\n\nMore.\n\n## Two\n\nEnd.");

        Assert.Equal("The Title", article.Title);
        Assert.Equal([("The Title", 1), ("One", 2), ("Two", 2)], article.Chapters.Select(chapter => (chapter.Title, chapter.Level)));
        Assert.Equal(
            [(BlockKind.Heading, "One"), (BlockKind.Paragraph, "Text."), (BlockKind.Heading, "Deeper"), (BlockKind.Paragraph, "More.")],
            article.Chapters[1].Blocks.Select(block => (block.Kind, block.Text)));
    }

    [Fact]
    public void A_title_with_nothing_after_it_runs_into_the_first_chapter()
    {
        var article = Read("# Title\n\n## One\n\nText.");

        var chapter = Assert.Single(article.Chapters);
        Assert.Equal("One", chapter.Title);
        Assert.Equal(["Title", "One", "Text."], chapter.Blocks.Select(block => block.Text));
    }

    [Fact]
    public void Several_first_level_headings_are_chapters_and_no_title()
    {
        var article = Read("# Part one\n\nA.\n\n# Part two\n\nB.");

        Assert.Null(article.Title);
        Assert.Equal(["Part one", "Part two"], article.Chapters.Select(chapter => chapter.Title));
    }

    [Fact]
    public void Text_before_the_first_heading_is_a_chapter_without_a_name()
    {
        var article = Read("Hello.\n\n## One\n\nText.");

        Assert.Equal([null, "One"], article.Chapters.Select(chapter => chapter.Title));
    }

    [Fact]
    public void A_heading_inside_a_quote_begins_no_chapter()
    {
        var article = Read("Hello.\n\n> ## Quoted\n>\n> Text.");

        Assert.Equal([BlockKind.Paragraph, BlockKind.Heading, BlockKind.Quote], Assert.Single(article.Chapters).Blocks.Select(block => block.Kind));
    }

    [Theory]
    [InlineData("> ")]
    [InlineData("*a ")]
    [InlineData("[")]
    [InlineData("[a](")]
    [InlineData("x <? ")]
    [InlineData("|")]
    [InlineData("[a]: b\n")]
    public void Markup_that_no_one_writes_is_refused_with_a_reason(string markup)
    {
        var hostile = string.Concat(Enumerable.Repeat(markup, 50_000));

        Assert.StartsWith("The Markdown ", Assert.Throws<UnreadableArticleException>(() => Read(hostile)).Message.Replace("A line of the", "The"));
    }

    static Article Read(string markdown) => ArticleReader.Read(ArticleFormats.Markdown, markdown);

    static List<Block> BlocksOf(string markdown) => [.. Read(markdown).Chapters.SelectMany(chapter => chapter.Blocks)];
}

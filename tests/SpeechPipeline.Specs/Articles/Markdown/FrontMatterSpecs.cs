using SpeechPipeline.Articles;

namespace SpeechPipeline.Specs.Articles.Markdown;

public sealed class FrontMatterSpecs
{
    [Fact]
    public void Title_author_language_and_date_are_taken_and_nothing_of_it_is_read()
    {
        var article = Read("---\ntitle: \"A \\\"good\\\" day\"\nauthor: Ann Lee # the elder\nlang: en-GB\ndate: 2026-01-05T10:00:00Z\ntags: [a, b]\n---\nText.");

        Assert.Equal(("A \"good\" day", "Ann Lee", "en-GB", new DateOnly(2026, 1, 5)), (article.Title, article.Author, article.Language, article.Date));
        Assert.Equal("Text.", Assert.Single(Assert.Single(article.Chapters).Blocks).Text);
    }

    [Theory]
    [InlineData("---\nauthors:\n  - Ann\n  - 'Bo O''Neill'\n---\n", "Ann, Bo O'Neill")]
    [InlineData("---\nauthors: [Ann, \"Bo\"]\n---\n", "Ann, Bo")]
    [InlineData("+++\nauthor = \"Ann\"\n[params]\nx = 1\n+++\n", "Ann")]
    [InlineData("\uFEFF---\r\nauthor: Ann\r\n---\r\n", "Ann")]
    public void Authors_come_in_many_spellings(string frontMatter, string author)
    {
        var article = Read(frontMatter + "Text.");

        Assert.Equal(author, article.Author);
        Assert.Equal("Text.", Assert.Single(Assert.Single(article.Chapters).Blocks).Text);
    }

    [Theory]
    [InlineData("---\n\nHello, world.\n\n---\n\nBye.")]
    [InlineData("---\ntitle: Hello, it never ends\n")]
    public void A_rule_at_the_start_is_no_front_matter(string markdown)
    {
        var article = Read(markdown);

        Assert.Null(article.Title);
        Assert.Contains(article.Chapters.SelectMany(chapter => chapter.Blocks), block => block.Text.Contains("Hello"));
    }

    [Theory]
    [InlineData("date: someday")]
    [InlineData("date: 2026-13-45")]
    [InlineData("date:")]
    public void A_date_that_is_none_is_left_out(string line) => Assert.Null(Read($"---\n{line}\n---\nText.").Date);

    [Fact]
    public void The_title_of_the_front_matter_wins_and_the_heading_is_what_is_read()
    {
        var article = Read("---\ntitle: For the catalogue\n---\n# For the ear\n\nText.");

        Assert.Equal("For the catalogue", article.Title);
        Assert.Equal(["For the ear", "Text."], article.Chapters[0].Blocks.Select(block => block.Text));
    }

    static Article Read(string markdown) => ArticleReader.Read(ArticleFormats.Markdown, markdown);
}

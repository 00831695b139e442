using SpeechPipeline.Articles;
using SpeechPipeline.Normalization;

namespace SpeechPipeline.Specs.Normalization;

public sealed class ScriptSpecs
{
    static readonly string[] Names = ["Anna", "Old Ben", "アンナ"];

    [Theory]
    [InlineData("text")]
    [InlineData("markdown")]
    public void A_line_that_begins_with_a_name_changes_the_voice_and_all_else_is_the_narrator(string format) =>
        Assert.Equal(
            [
                (null, "It was late."), ("Anna", "Hello!"), ("Old Ben", "Who is: there?"), (null, "She waited."), ("Anna", "It is me, and I have come a long way."),
                (null, "Nobody: said a word. Anna: no."), (null, "Annabel: not mapped."), ("アンナ", "はい。"), ("Anna", "In another case."),
            ],
            Read(ArticleFormats.Find(format)!, "It was late.\nAnna: Hello!\nOld Ben:   Who is: there?\nShe waited.\nANNA: It is me, and I have\ncome a long way.\n\n"
                + "Nobody: said a word. Anna: no.\n\nAnnabel: not mapped.\n\nアンナ：はい。\nanna : In another case."));

    [Fact]
    public void Names_in_Markdown_may_be_emphasized_quoted_or_items() =>
        Assert.Equal(
            [("Anna", "One."), ("Old Ben", "Two."), ("Anna", "Three."), ("Old Ben", "Four."), ("Anna", "Five.")],
            Read(ArticleFormats.Markdown, "**Anna:** One.\n**Old Ben**: Two.\n\n> Anna: Three.\n> Old Ben: Four.\n\n- Anna: Five."));

    [Fact]
    public void An_indented_line_after_another_is_spoken_too() =>
        Assert.Equal([("Anna", "One."), ("Old Ben", "Two.")], Read(ArticleFormats.Markdown, "Anna: One.\n      Old Ben: Two."));

    [Fact]
    public void A_heading_names_no_speaker() =>
        Assert.Equal([(null, "Anna: a life"), ("Anna", "Yes.")], Read(ArticleFormats.Markdown, "# Anna: a life\n\nAnna: Yes."));

    [Fact]
    public void Without_speakers_a_source_is_left_as_it_is()
    {
        var source = ArticleSource.FromText(ArticleFormats.Text, "Anna: One.\r\nBen: Two.");

        Assert.Same(source, ArticleNormalizer.PartLines(source, null));
    }

    static List<(string?, string)> Read(ArticleFormat format, string source)
    {
        var article = new ArticleNormalizer("en", speakers: Names).Of(ArticleReader.Read(ArticleNormalizer.PartLines(ArticleSource.FromText(format, source), Names)));
        return [.. article.Chapters.SelectMany(chapter => chapter.Blocks).Select(block => (block.Speaker, block.Text))];
    }
}

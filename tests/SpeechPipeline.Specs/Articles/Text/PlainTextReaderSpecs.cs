using System.Text.Json;
using SpeechPipeline.Articles;

namespace SpeechPipeline.Specs.Articles.Text;

public sealed class PlainTextReaderSpecs
{
    static readonly string LongLine = string.Join(' ', Enumerable.Repeat("long", 40)) + ".";

    [Theory]
    [InlineData("One\ntwo.\n\nThree.", "One two.|Three.")]
    [InlineData("One\r\ntwo.\r\n\r\n\r\nThree.\r\n", "One two.|Three.")]
    [InlineData("One\rtwo.\r\rThree.", "One two.|Three.")]
    [InlineData("One.\n \t\u200B\nTwo.", "One.|Two.")]
    [InlineData("One.\u2029Two.", "One.|Two.")]
    [InlineData("\uFEFFOne.", "One.")]
    [InlineData("A well-\nknown fact, a Franco-\nGerman one.", "A well-known fact, a Franco-German one.")]
    [InlineData("One.\n   Two begins\nindented.", "One.|Two begins indented.")]
    [InlineData("  One is all\n  indented.", "One is all indented.")]
    [InlineData("\u3000\u3000第一段。\n\u3000\u3000第二段\n没有完。", "第一段。|第二段没有完。")]
    [InlineData("See https://www.example.com/x?y=1, then go.", "See example.com, then go.")]
    public void Blank_lines_part_paragraphs_and_wrapped_lines_flow_together(string text, string paragraphs) =>
        Assert.Equal(paragraphs, string.Join('|', BlocksOf(text).Select(block => block.Text)));

    [Theory]
    [InlineData("    A paragraph that runs", "    over the end of the page.", "A paragraph that runs over the end of the page.")]
    [InlineData("    One that ends there.", "    The next one.", "One that ends there.|The next one.")]
    [InlineData("    * one", "    * two", "one.|two.")]
    [InlineData("    * an item that runs", "      over the end", "an item that runs over the end.")]
    [InlineData("    A picture", "          of something else", "A picture|of something else")]
    [InlineData("    [REF]  Doe, J., \"A title\",", "           RFC 7, 2014.", "[REF] Doe, J., \"A title\", RFC 7, 2014.")]
    [InlineData("    In brackets (so", "    it goes on) here.", "In brackets (so it goes on) here.")]
    [InlineData("    (One that ends there.)", "    The next one.", "(One that ends there.)|The next one.")]
    [InlineData("    It has a list", "    1. of one", "It has a list|1. of one.")]
    public void Pages_of_a_text_that_was_set_for_the_printer_are_one_text_again(string last, string first, string paragraphs)
    {
        var text = $"Doe et al.\n\n    Before.\n\n{last}\n\n\n\nDoe et al.               Informational                    [Page 1]\n\f\nRFC 7              A Protocol            May 2014\n\n\n{first}\n\n\nDoe et al.            Informational                [Page 2]\n";

        Assert.Equal($"Doe et al.|Before.|{paragraphs}", string.Join('|', BlocksOf(text).Select(block => block.Text)));
    }

    [Fact]
    public void What_stands_at_the_edge_of_such_a_page_is_a_heading_and_a_number_of_its_own_begins_a_chapter()
    {
        var text = "Abstract\n\n    What it is.\n\nTable of Contents\n\n   1. Introduction.....2\n   2. More..........2\n\nX  [Page 1]\n\f\nRFC 7   May 2014\n\n1. Introduction\n\n   Text.\n\n1.1. Aim\n\n   More text.\n\n2.  More\n\n    The end.\n\nX  [Page 2]\n";
        var chapters = ArticleReader.Read(ArticleFormats.Text, text).Chapters;

        Assert.Equal([null, "1. Introduction", "2. More"], chapters.Select(chapter => chapter.Title));
        Assert.Equal(
            ["Heading Abstract", "Paragraph What it is.", "Heading 1. Introduction", "Paragraph Text.", "Heading 1.1. Aim", "Paragraph More text.", "Heading 2. More", "Paragraph The end."],
            chapters.SelectMany(chapter => chapter.Blocks).Select(block => $"{block.Kind} {block.Text}"));
    }

    [Fact]
    public void A_form_feed_alone_makes_no_pages() => Assert.Equal(["One", "two", "Three."], BlocksOf("One\n\ftwo\n\fThree.").Select(block => block.Text));

    [Fact]
    public void Lines_too_long_to_be_wrapped_by_hand_are_paragraphs() =>
        Assert.Equal([LongLine, "Short."], BlocksOf($"{LongLine}\nShort.").Select(block => block.Text));

    [Theory]
    [InlineData("***")]
    [InlineData("* * *")]
    [InlineData("-----")]
    [InlineData("⁂")]
    public void A_line_of_ornaments_is_a_scene_break(string ornaments) =>
        Assert.Equal(
            [BlockKind.Paragraph, BlockKind.SceneBreak, BlockKind.Paragraph],
            BlocksOf($"One.\n\n{ornaments}\n\nTwo.").Select(block => block.Kind));

    [Fact]
    public void Bullets_and_numbers_make_list_items()
    {
        var blocks = BlocksOf("You need:\n- milk\n  and more milk\n- eggs\n\n1. Mix.\n2) Bake.");

        Assert.Equal(["You need:", "milk and more milk.", "eggs.", "1. Mix.", "2) Bake."], blocks.Select(block => block.Text));
        Assert.Equal([BlockKind.Paragraph, .. Enumerable.Repeat(BlockKind.ListItem, 4)], blocks.Select(block => block.Kind));
    }

    [Fact]
    public void A_wrapped_line_that_happens_to_begin_with_a_number_is_no_item() =>
        Assert.Equal("He paid\n12. for it".Replace('\n', ' '), Assert.Single(BlocksOf("He paid\n12. for it")).Text);

    [Theory]
    [InlineData("", false)]
    [InlineData(" \n\n \u200B\uFEFF", false)]
    [InlineData("* * *\n\n?!… 👍", false)]
    [InlineData("7", true)]
    [InlineData("½", true)]
    [InlineData("да", true)]
    [InlineData("中", true)]
    [InlineData("𠮷", true)]
    [InlineData("ก", true)]
    public void An_article_without_letter_or_number_has_no_speech(string text, bool hasSpeech) =>
        Assert.Equal(hasSpeech, ArticleReader.Read(ArticleFormats.Text, text).HasSpeech);

    [Theory]
    [InlineData("Kapitel 1", "Kapitel 2")]
    [InlineData("Глава первая", "Глава вторая")]
    [InlineData("第一章 雨", "第二章 風")]
    [InlineData("Chapitre Premier", "Épilogue")]
    [InlineData("Capítulo 3: El puerto", "CAPÍTULO IV")]
    [InlineData("CHAPTER I:  THE HARBOUR", "CHAPTER THE THIRD")]
    [InlineData("I. The Harbour", "II")]
    [InlineData("Introduction", "Next steps\n----------")]
    public void Lines_that_name_a_chapter_begin_one(string first, string second)
    {
        var chapters = ArticleReader.Read(ArticleFormats.Text, $"{first}\n\nIt rained for days.\n\n{second}\n\nThen it stopped.").Chapters;

        Assert.Equal(2, chapters.Count);
        Assert.All(chapters, chapter => Assert.Equal(BlockKind.Heading, chapter.Blocks[0].Kind));
    }

    [Theory]
    [InlineData("It came to a nega-\ntive end.", "It came to a negative end.")]
    [InlineData("A sister-\nin-law of the vice-\npresident.", "A sister-in-law of the vice-president.")]
    [InlineData("They parted the word main-\ntenance, as main-tenance is parted.", "They parted the word main-tenance, as main-tenance is parted.")]
    [InlineData("It rose over the meadow so\n\n      17\n\nthat the sheep swam.\n\nTHE BOOK      18\n\nThe end.", "It rose over the meadow so that the sheep swam.|The end.")]
    [InlineData("1\n\nIt was one.\n\n2\n\nIt was two.", "1|It was one.|2|It was two.")]
    [InlineData("The wind went over the hill\nand nobody was there\nthe lamp was there\nand snow on the chair", "The wind went over the hill, and nobody was there, the lamp was there, and snow on the chair")]
    [InlineData("> Could you come\n> on Monday?", "Could you come on Monday?")]
    [InlineData("—¿Quién viene? —preguntó.\n—Nadie.", "—¿Quién viene? —preguntó.|—Nadie.")]
    public void What_the_page_did_to_the_words_is_undone(string text, string paragraphs) => Assert.Equal(paragraphs, string.Join('|', BlocksOf(text).Select(block => block.Text)));

    [Fact]
    public void A_format_that_is_none_is_not_found()
    {
        Assert.Null(ArticleFormats.Find("pdf"));
        Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<ArticleFormat>("\"pdf\""));
        Assert.Same(ArticleFormats.Html, JsonSerializer.Deserialize<ArticleFormat>(JsonSerializer.Serialize(ArticleFormats.Html)));
    }

    static List<Block> BlocksOf(string text) =>
        [.. ArticleReader.Read(ArticleFormats.Text, text).Chapters.SelectMany(chapter => chapter.Blocks)];
}

using SpeechPipeline.Articles;

namespace SpeechPipeline.Specs.Articles;

/// <summary>Plain text as libraries of books keep it. The story is made up for the test.</summary>
public sealed class GutenbergSpecs
{
    const string Text =
        """
        The Project Gutenberg eBook of The Lamp

        This eBook is for the use of anyone anywhere.

        Title: The Lamp
        Author: Nobody Inparticular

        *** START OF THE PROJECT GUTENBERG EBOOK THE LAMP ***



                                     THE LAMP

        CONTENTS

        I. Oil.............................................................1
        II. Flame . . . . . . . . . . . . . . . . . . . . . . . . . . . . 12


        CHAPTER I.
        Oil

        It was, as my _father_ used to say, a lamp of the old-
        fashioned kind,[1] and it stood on the sill from the first
        evening of autumn until the last of spring.

        [Illustration: The lamp]

        "You will never," she said, "see
        the like of it again--not in this house, and not
        in any other."

            *       *       *       *       *

        The oil ran out.

        CHAPTER II

        The flame _did not_ go out; my_file_name did.

        *** END OF THE PROJECT GUTENBERG EBOOK THE LAMP ***

        Updated editions will replace the previous one.
        """;

    [Fact]
    public void The_frame_is_left_out_and_names_the_book()
    {
        var article = ArticleReader.Read(ArticleFormats.Text, Text);

        Assert.Equal(("The Lamp", "Nobody Inparticular"), (article.Title, article.Author));
        Assert.Equal([null, "CHAPTER I. Oil", "CHAPTER II"], article.Chapters.Select(chapter => chapter.Title));
    }

    [Fact]
    public void Of_several_books_in_one_text_each_is_read_without_its_frame() => Assert.Equal(
        ["The lamp was of the old kind, and it stood on the sill.", "The candle was shorter, and nobody looked at it."],
        ArticleReader.Read(ArticleFormats.Text, Framed("The Lamp", "The lamp was of the old kind, and it stood on the sill.") + Framed("The Candle", "The candle was shorter, and nobody looked at it."))
            .Chapters.SelectMany(chapter => chapter.Blocks).Select(block => block.Text));

    [Fact]
    public void Of_several_books_in_one_EPUB_each_is_read_without_its_frame()
    {
        var book = new EpubBuilder()
            .Text("a", Marked("The Lamp", "<h2>I. Oil</h2><p>The lamp stood on the sill.</p>"))
            .Text("a2", "<h2>Section 1. General Terms of Use</h2><p>Nobody is to be asked for a fee.</p>")
            .Text("b", Marked("The Candle", "<h2>I. Wax</h2><p>The candle was shorter.</p>"))
            .Text("b2", "<p>Most people start at the web site.</p>").Build();
        Assert.Equal(
            ["I. Oil", "The lamp stood on the sill.", "I. Wax", "The candle was shorter."],
            ArticleReader.Read(new ArticleSource(ArticleFormats.Epub, new BinaryData(book))).Chapters.SelectMany(chapter => chapter.Blocks).Select(block => block.Text));

        static string Marked(string title, string body) =>
            $"<p>*** START OF THE PROJECT GUTENBERG EBOOK {title.ToUpperInvariant()} ***</p>{body}<p>*** END OF THE PROJECT GUTENBERG EBOOK {title.ToUpperInvariant()} ***</p><p>Updated editions will replace the previous one.</p>";
    }

    static string Framed(string title, string text) =>
        $"The Project Gutenberg eBook of {title}\n\nTitle: {title}\n\n*** START OF THE PROJECT GUTENBERG EBOOK {title.ToUpperInvariant()} ***\n\n{text}\n\n"
        + $"*** END OF THE PROJECT GUTENBERG EBOOK {title.ToUpperInvariant()} ***\n\nUpdated editions will replace the previous one.\n\n";

    [Fact]
    public void Wrapped_lines_flow_together_and_marks_of_print_are_passed_over() => Assert.Equal(
        [
            "Paragraph: THE LAMP", "Heading: CHAPTER I. Oil",
            "Paragraph: It was, as my father used to say, a lamp of the old-fashioned kind, and it stood on the sill from the first evening of autumn until the last of spring.",
            "Paragraph: \"You will never,\" she said, \"see the like of it again--not in this house, and not in any other.\"",
            "SceneBreak: ", "Paragraph: The oil ran out.", "Heading: CHAPTER II", "Paragraph: The flame did not go out; my_file_name did.",
        ],
        ArticleReader.Read(ArticleFormats.Text, Text.ReplaceLineEndings("\r\n")).Chapters.SelectMany(chapter => chapter.Blocks).Select(block => $"{block.Kind}: {block.Text}"));

    [Fact]
    public void A_table_of_contents_without_dots_is_passed_over_and_the_end_is_known_by_the_books_name()
    {
        const string book =
            """
            *** START OF THIS PROJECT GUTENBERG EBOOK THE LAMP ***

            Produced by Somebody Else

                 CONTENTS


                 CHAP.                                             PAGE

                   I.  OIL                                            1

                  II.  A FLAME, AND ALL THAT COMES OF ONE
                       (CONTINUED)                                   36

                 III.  SOME NOTES                                  xvii

            The lamp was of the old kind, and it stood on the sill.

            Fares were advertised in_ The Evening News, _and nobody paid them.

            _The first verse
            of a song

            and the second_.

            End of Project Gutenberg's The Lamp, by Nobody Inparticular

            This and all associated files will be found elsewhere.
            """;

        Assert.Equal(
            [
                "The lamp was of the old kind, and it stood on the sill.", "Fares were advertised in The Evening News, and nobody paid them.",
                "The first verse of a song", "and the second.",
            ],
            ArticleReader.Read(ArticleFormats.Text, book).Chapters.SelectMany(chapter => chapter.Blocks).Select(block => block.Text));
    }

    [Fact]
    public void A_head_of_contents_without_entries_takes_nothing_with_it() => Assert.Equal(
        ["Contents", "The box held 3", "The lamp was lit at 9"],
        ArticleReader.Read(ArticleFormats.Text, "Contents\n\nThe box held 3\n\nThe lamp was lit at 9").Chapters.SelectMany(chapter => chapter.Blocks).Select(block => block.Text));

    [Theory]
    [InlineData("The Project Gutenberg eBook of The Lamp, by Nobody Inparticular", "The Lamp", "Nobody Inparticular")]
    [InlineData("The Project Gutenberg eBook of The Lamp by Nobody Inparticular.", "The Lamp", "Nobody Inparticular")]
    [InlineData("Project Gutenberg's The Lamp, by Nobody Inparticular", "The Lamp", "Nobody Inparticular")]
    [InlineData("Project Gutenberg sued by a publisher", "Project Gutenberg sued by a publisher", null)]
    [InlineData("The Lamp, by Nobody Inparticular", "The Lamp, by Nobody Inparticular", null)]
    public void The_librarys_name_is_no_part_of_a_title(string page, string title, string? author) => Assert.Equal((title, author), GutenbergFrame.OfTitle(page));

    [Fact]
    public void A_page_of_the_library_is_the_book_alone()
    {
        const string page =
            """
            <html><head><title>The Project Gutenberg eBook of The Lamp, by Nobody Inparticular</title></head><body>
            <pre>The Project Gutenberg EBook of The Lamp, by Nobody Inparticular

            *** START OF THIS PROJECT GUTENBERG EBOOK THE LAMP ***

            Text file produced by A. Typist and Distributed Proofreaders

            HTML file produced by B. Typist
            </pre>
            <h1>THE LAMP</h1><p><b>CONTENTS</b></p><hr>
            <h2 id="one">CHAPTER I. Oil</h2><p>It was a lamp of the old-fashioned kind, and it stood on the sill from the first evening of autumn until the last of spring.</p>
            <h2 id="two">CHAPTER II. Flame</h2><p>The flame did not go out, and nobody knew why; they had all gone to bed, as people in that house did, at nine.</p>
            <h2>GENERAL INDEX</h2><p>Autumn, 1, 12</p><p>Flame, 12</p><p>Oil, 1-3</p>
            <h2>TRANSCRIBER'S NOTES</h2><p>On page 12 a hyphen was missing.</p>
            <pre>End of Project Gutenberg's The Lamp, by Nobody Inparticular

            *** END OF THIS PROJECT GUTENBERG EBOOK THE LAMP ***

            Updated editions will replace the previous one.</pre></body></html>
            """;

        var article = ArticleReader.Read(ArticleFormats.Html, page);

        Assert.Equal(("The Lamp", "Nobody Inparticular"), (article.Title, article.Author));
        Assert.Equal([null, "CHAPTER I. Oil", "CHAPTER II. Flame"], article.Chapters.Select(chapter => chapter.Title));
        Assert.Equal(["THE LAMP"], article.Chapters[0].Blocks.Where(block => block.Kind != BlockKind.SceneBreak).Select(block => block.Text));
        Assert.DoesNotContain(article.Chapters.SelectMany(chapter => chapter.Blocks), block => block.Text.Contains("Gutenberg", StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public void A_book_of_the_library_is_the_book_alone()
    {
        var book = new EpubBuilder()
            .Text("a", "<section class='pg-boilerplate pgheader' id='pg-header'><p>This eBook is for the use of anyone anywhere.</p></section><h1>The Lamp</h1><p>It stood on the sill.</p>")
            .Text("b", "<p>The flame went out.</p><p>End of the Project Gutenberg EBook of The Lamp, by Nobody Inparticular</p><p>Updated editions will replace the previous one.</p>").Build();

        Assert.Equal(
            ["The Lamp", "It stood on the sill.", "The flame went out."],
            ArticleReader.Read(new ArticleSource(ArticleFormats.Epub, new BinaryData(book))).Chapters.SelectMany(chapter => chapter.Blocks).Select(block => block.Text));
    }

    [Theory]
    [InlineData("Chapter two was the longest, and nobody read it.")]
    [InlineData("PART of it was lost.")]
    public void A_sentence_that_begins_with_such_a_word_is_no_heading(string sentence) =>
        Assert.Equal(BlockKind.Paragraph, ArticleReader.Read(ArticleFormats.Text, sentence).Chapters[0].Blocks[0].Kind);
}

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
    public void Wrapped_lines_flow_together_and_marks_of_print_are_passed_over() => Assert.Equal(
        [
            "Paragraph: THE LAMP", "Heading: CHAPTER I. Oil",
            "Paragraph: It was, as my father used to say, a lamp of the old-fashioned kind, and it stood on the sill from the first evening of autumn until the last of spring.",
            "Paragraph: \"You will never,\" she said, \"see the like of it again--not in this house, and not in any other.\"",
            "SceneBreak: ", "Paragraph: The oil ran out.", "Heading: CHAPTER II", "Paragraph: The flame did not go out; my_file_name did.",
        ],
        ArticleReader.Read(ArticleFormats.Text, Text.ReplaceLineEndings("\r\n")).Chapters.SelectMany(chapter => chapter.Blocks).Select(block => $"{block.Kind}: {block.Text}"));

    [Theory]
    [InlineData("Chapter two was the longest, and nobody read it.")]
    [InlineData("PART of it was lost.")]
    public void A_sentence_that_begins_with_such_a_word_is_no_heading(string sentence) =>
        Assert.Equal(BlockKind.Paragraph, ArticleReader.Read(ArticleFormats.Text, sentence).Chapters[0].Blocks[0].Kind);
}

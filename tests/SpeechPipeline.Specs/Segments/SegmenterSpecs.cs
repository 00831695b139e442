using SpeechPipeline.Articles;
using SpeechPipeline.Segments;
using SpeechPipeline.Speech;
using SpeechPipeline.Text;

namespace SpeechPipeline.Specs.Segments;

public sealed class SegmenterSpecs
{
    static readonly ModelLimits Limits = new(100, 20);

    [Fact]
    public void A_paragraph_is_a_segment()
    {
        var plan = Plan(new Block(BlockKind.Paragraph, Sentence(60)), new Block(BlockKind.Paragraph, Sentence(50)));

        Assert.Equal(
            [new Segment(0, 0, 0, Sentence(60), PauseKind.Paragraph), new Segment(1, 0, 1, Sentence(50), PauseKind.None)],
            plan.Segments);
    }

    [Theory]
    [InlineData("G.J.")]
    [InlineData("G. J.")]
    [InlineData("—J. R. S.")]
    [InlineData("K. v. H.")]
    public void A_signature_is_a_line_of_its_own(string signature)
    {
        var plan = Plan(
            new Block(BlockKind.Paragraph, Sentence(60)), new Block(BlockKind.Paragraph, "Good night!"), new Block(BlockKind.Paragraph, signature),
            new Block(BlockKind.Paragraph, Sentence(50)));
        Assert.Equal([Sentence(60), "Good night!", signature, Sentence(50)], plan.Segments.Select(segment => segment.Text));
    }

    [Fact]
    public void A_long_paragraph_is_parted_between_sentences_as_evenly_as_can_be()
    {
        var text = string.Join(' ', Enumerable.Repeat(Sentence(29), 4));

        var plan = Plan(new Block(BlockKind.Paragraph, text));

        // Filling the first part would give 89 and 29.
        Assert.Equal([59, 59], plan.Segments.Select(segment => segment.Text.Length));
        Assert.Equal([PauseKind.Sentence, PauseKind.None], plan.Segments.Select(segment => segment.PauseAfter));
        Assert.All(plan.Segments, segment => Assert.Equal(0, segment.Paragraph));
    }

    [Fact]
    public void A_long_sentence_is_parted_at_its_clauses_without_a_pause()
    {
        const string Clauses = "When the evening came at last to the harbour, the boats, all of them, turned home; nobody on the pier said 1,000 words, or even one.";

        var plan = Plan(new Block(BlockKind.Paragraph, Clauses), new Block(BlockKind.Paragraph, Sentence(30)));

        Assert.Equal(
            ["When the evening came at last to the harbour, the boats, all of them,", "turned home; nobody on the pier said 1,000 words, or even one."],
            plan.Segments.Take(2).Select(segment => segment.Text));
        Assert.Equal([PauseKind.None, PauseKind.Paragraph, PauseKind.None], plan.Segments.Select(segment => segment.PauseAfter));
    }

    [Theory]
    [InlineData(40)]
    [InlineData(70)]
    [InlineData(100)]
    public void A_long_clause_is_parted_at_words_and_never_inside_a_number(int max)
    {
        var text = string.Join(' ', Enumerable.Repeat("or 1 000 000", 20));

        var parts = ParagraphSplitter.Split(text, max);

        Assert.Equal(text, string.Join(' ', parts.Select(part => part.Text)));
        Assert.All(parts, part => Assert.DoesNotMatch("^0|1$|1 000$", part.Text));
    }

    [Theory]
    [InlineData("abcdefghij", 10, 100)]
    [InlineData("中文字符", 25, 25)]
    [InlineData("ไทยภาษา", 30, 100)]
    [InlineData("👩\u200D👧", 60, 100)]
    [InlineData("𠮷", 100, 50)]
    public void A_run_without_any_space_is_cut_evenly_between_graphemes(string unit, int times, int longest)
    {
        var text = "a" + string.Concat(Enumerable.Repeat(unit, times));

        var parts = ParagraphSplitter.Split(text, 100);

        Assert.Equal(text, string.Concat(parts.Select(part => part.Text)));
        Assert.InRange(parts.Count, 1, (SpokenLength.Of(text) / 90) + 2);
        Assert.All(parts, part => Assert.InRange(part.Text.Length, 1, longest));
        Assert.All(parts, part => Assert.False(char.IsLowSurrogate(part.Text[0]) || part.Text[0] == '\u200D'));
    }

    [Fact]
    public void A_grapheme_beyond_the_limit_is_cut_all_the_same()
    {
        var text = "a" + new string('\u0301', 500) + "b";

        var parts = ParagraphSplitter.Split(text, 100);

        Assert.Equal(text, string.Concat(parts.Select(part => part.Text)));
        Assert.All(parts, part => Assert.InRange(part.Text.Length, 1, 100));
    }

    [Fact]
    public void Parts_without_speech_are_left_out()
    {
        var plan = Plan(new Block(BlockKind.Paragraph, "Stars " + new string('*', 500) + " end."));

        Assert.All(plan.Segments, segment => Assert.True(SpokenText.HasSpeech(segment.Text)));
        Assert.Equal("Starsend", string.Concat(plan.Segments.Select(segment => segment.Text)).Replace("*", "").Replace(" ", "").Replace(".", ""));
    }

    [Fact]
    public void Thousands_of_tiny_sentences_are_gathered_within_the_limit()
    {
        var text = string.Join(' ', Enumerable.Repeat("A!", 5_000));

        var parts = ParagraphSplitter.Split(text, 100);

        Assert.Equal(text, string.Join(' ', parts.Select(part => part.Text)));
        Assert.All(parts, part => Assert.InRange(part.Text.Length, 80, 100));
    }

    [Fact]
    public void A_number_in_a_run_of_ideographs_stays_whole()
    {
        var text = string.Concat(Enumerable.Repeat("圆周率约为3.14159而已年2024", 20));

        var parts = ParagraphSplitter.Split(text, 100);

        Assert.Equal(20, parts.Sum(part => part.Text.Split("3.14159").Length - 1));
        Assert.Equal(20, parts.Sum(part => part.Text.Split("2024").Length - 1));
    }

    [Fact]
    public void Short_neighbours_are_joined_and_longer_ones_are_not()
    {
        var plan = Plan(
            new Block(BlockKind.Paragraph, "Yes."), new Block(BlockKind.Paragraph, "No."), new Block(BlockKind.Paragraph, Sentence(40)),
            new Block(BlockKind.Paragraph, Sentence(30)), new Block(BlockKind.Paragraph, "Oh."));

        Assert.Equal(["Yes. No. " + Sentence(40), Sentence(30), "Oh."], plan.Segments.Select(segment => segment.Text));
        Assert.Equal([0, 3, 4], plan.Segments.Select(segment => segment.Paragraph));
    }

    [Fact]
    public void Nothing_is_joined_across_a_heading_a_scene_a_kind_a_speaker_or_the_limit()
    {
        Block[] blocks =
        [
            new(BlockKind.Heading, "One."), new(BlockKind.Paragraph, "Two."), Block.SceneBreak, new(BlockKind.Paragraph, "Three."),
            new(BlockKind.ListItem, "Four."), new(BlockKind.Paragraph, "Five.", "Ann"), new(BlockKind.Paragraph, "Six.", "Bo"),
            new(BlockKind.Paragraph, Sentence(98), "Bo"), new(BlockKind.Paragraph, "Seven", "Bo"), new(BlockKind.Paragraph, "Eight.", "Bo"),
        ];

        var plan = Plan(blocks);

        Assert.Equal(blocks.Where(block => block.Text.Length > 0).Select(block => block.Text), plan.Segments.Select(segment => segment.Text));
        Assert.Equal(["Ann", "Bo"], plan.Segments.Skip(4).Take(2).Select(segment => segment.Speaker));
    }

    [Fact]
    public void Each_pause_says_what_it_stands_between()
    {
        var plan = Segmenter.Plan(
            new Article("T", null, null,
            [
                new Chapter("A", 2, [Block.SceneBreak, Long(BlockKind.Heading), Long(BlockKind.Paragraph), Long(BlockKind.ListItem), Long(BlockKind.ListItem), Long(BlockKind.Quote)]),
                new Chapter("Empty", 2, [new Block(BlockKind.Paragraph, "***")]),
                new Chapter("B", 2, [Long(BlockKind.TableRow), Long(BlockKind.TableRow), Block.SceneBreak, new Block(BlockKind.Paragraph, "…"), Long(BlockKind.Paragraph), Long(BlockKind.Heading), Long(BlockKind.Paragraph), Block.SceneBreak]),
            ]),
            Limits);

        Assert.Equal(
            [
                PauseKind.Heading, PauseKind.Paragraph, PauseKind.ListItem, PauseKind.Paragraph, PauseKind.Chapter,
                PauseKind.ListItem, PauseKind.SceneBreak, PauseKind.Heading, PauseKind.Heading, PauseKind.None,
            ],
            plan.Segments.Select(segment => segment.PauseAfter));
        Assert.Equal([new PlannedChapter(0, "A", 0), new PlannedChapter(1, "B", 5)], plan.Chapters);
        Assert.Equal(Enumerable.Range(0, 10), plan.Segments.Select(segment => segment.Index));
        Assert.Equal([0, 0, 0, 0, 0, 1, 1, 1, 1, 1], plan.Segments.Select(segment => segment.Chapter));
        Assert.Equal("T", plan.Title);
    }

    [Fact]
    public void An_article_without_speech_has_no_segments() => Assert.Empty(Plan(new Block(BlockKind.Paragraph, "?!")).Segments);

    [Fact]
    public void Digits_and_ideographs_count_for_what_it_takes_to_say_them()
    {
        Assert.Equal(20, SpokenLength.Of("in 1984."));
        Assert.Equal(14, SpokenLength.Of("中한ぁa𠮷"));
    }

    [Theory]
    [InlineData(3, 0)]
    [InlineData(100, -1)]
    [InlineData(100, 101)]
    public void Limits_that_make_no_sense_do_not_construct(int max, int min) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new ModelLimits(max, min));

    [Fact]
    public void Chapters_are_taken_one_by_one_and_none_is_waited_for_but_the_next()
    {
        var taken = 0;
        var cut = Segmenter.Cut(Enumerable.Range(0, 5).Select(i => new Chapter($"{taken++}", 1, [new Block(BlockKind.Paragraph, $"Number {i}.")])), Limits);

        Assert.Equal([(2, "0", 0), (3, "1", 1), (4, "2", 2), (5, "3", 3), (5, "4", 4)], cut.Select(part => (taken, part.Chapter.Title!, part.Segments.Single().Index)).ToList());
    }

    static SegmentPlan Plan(params Block[] blocks) => Segmenter.Plan(new Article(null, null, null, [new Chapter(null, 1, blocks)]), Limits);

    static Block Long(BlockKind kind) => new(kind, Sentence(50));

    static string Sentence(int length) => "A" + new string('b', length - 2) + ".";
}

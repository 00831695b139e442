using SpeechPipeline.Publishing.Transcripts;
using SpeechPipeline.Text;

namespace SpeechPipeline.Specs.Publishing.Transcripts;

public sealed class CueSplitterSpecs
{
    [Theory]
    [InlineData("This is one sentence. And this is another one.", "This is one sentence.|And this is another one.")]
    [InlineData("No. Never! Not as long as I live, and you know it.", "No. Never!|Not as long as I live, and you know it.")]
    [InlineData("A sentence that is not short. No.", "A sentence that is not short.|No.")]
    [InlineData("No. No. No. No. No. No. No. No.", "No. No. No. No. No. No.|No. No.")]
    [InlineData(
        "When the sun had gone down behind the hills of the west, the old shepherd called his dogs and began the long walk home.",
        "When the sun had gone down behind the hills of the west,|the old shepherd called his dogs and began the long walk home.")]
    [InlineData(
        "The committee of the association of the owners of the houses along the river bank met on Tuesday evening in the town hall.",
        "The committee of the association of the owners of the houses|along the river bank met on Tuesday evening in the town hall.")]
    [InlineData(
        "吾輩は猫である。名前はまだ無い。どこで生れたかとんと見当がつかぬ。",
        "吾輩は猫である。名前はまだ無い。|どこで生れたかとんと見当がつかぬ。")]
    public void A_text_is_split_at_sentences_then_clauses_then_words(string text, string cues) =>
        Assert.Equal(cues, string.Join('|', CueSplitter.Split(text).Select(cue => cue.Span.Of(text))));

    [Fact]
    public void Whatever_the_text_its_cues_hold_all_of_it_once_and_in_two_lines()
    {
        var random = new Random(11);
        foreach (var text in Enumerable.Range(0, 1_000).Select(_ => AnyTexts.Of(random)).Concat(AnyTexts.Novel()))
        {
            AssertCues(text, CueSplitter.Split(text));
        }
    }

    [Fact]
    public void A_sentence_shares_its_cue_only_with_one_that_is_very_short_too()
    {
        var random = new Random(12);
        foreach (var text in Enumerable.Range(0, 300).Select(_ => AnyTexts.Of(random)).Concat(AnyTexts.Novel().Take(500)))
        {
            var width = new CueWidth(text);
            var sentences = SentenceBoundaries.Find(text);
            foreach (var cue in CueSplitter.Split(text))
            {
                var shared = sentences.Where(sentence => sentence.Start < cue.Span.End && sentence.End > cue.Span.Start).ToList();
                Assert.True(shared.Count == 1 || shared.TrueForAll(sentence => width.Of(sentence) < 20), cue.Span.Of(text));
            }
        }
    }

    [Theory]
    [InlineData("", 0)]
    [InlineData("  \n\u00A0 ", 0)]
    [InlineData("a\u0301", 1)]
    public void White_space_is_no_cue(string text, int cues) => Assert.Equal(cues, CueSplitter.Split(text).Count);

    [Fact]
    public void What_cannot_be_parted_well_is_parted_all_the_same()
    {
        foreach (var text in new[] { new string('x', 5_000), "a" + new string('\u0301', 5_000), new string('語', 5_000), string.Concat(Enumerable.Repeat("🎧", 3_000)), new string('.', 5_000) })
        {
            AssertCues(text, CueSplitter.Split(text));
        }
    }

    [Fact]
    public void Wide_scripts_fill_a_line_with_half_as_many_characters()
    {
        var text = string.Concat(Enumerable.Repeat("東京都庁舎は新宿区西新宿にある", 6)) + "。";
        Assert.All(CueSplitter.Split(text), cue => Assert.InRange(cue.Span.Length, 1, 42));
        Assert.All(CueSplitter.Split(text), cue => Assert.All(CueLines.Of(cue.Span.Of(text)), line => Assert.InRange(line.Length, 1, 21)));
    }

    [Fact]
    public void Two_lines_are_about_as_long_as_each_other()
    {
        Assert.Equal(["one two three four five six", "seven eight nine ten eleven"], CueLines.Of("one two three four five six seven eight nine ten eleven"));
        Assert.Equal(["one two three four five six seven", "eight nine ten eleven twelve"], CueLines.Of("one two three four five six seven eight nine ten eleven twelve"));
        Assert.Equal(["one two three four five,", "six seven eight nine ten eleven twelve"], CueLines.Of("one two three four five, six seven eight nine ten eleven twelve"));
        Assert.Equal(["short enough for one line"], CueLines.Of("short enough for one line"));
    }

    [Fact]
    public void No_line_begins_with_a_mark_that_belongs_to_the_one_before()
    {
        foreach (var line in CueSplitter.Split(string.Concat(Enumerable.Repeat("「ちょっと、待ってー」と彼は言った", 20))).Select(cue => cue.Span))
        {
            Assert.DoesNotContain("「ちょっと、待ってー」と彼は言った"[line.Start % 17], "」、ょっー");
        }
    }

    static void AssertCues(string text, List<CueText> cues)
    {
        Assert.Equal(AnyTexts.WithoutSpace(text), AnyTexts.WithoutSpace(string.Concat(cues.Select(cue => cue.Span.Of(text)))));
        for (var i = 0; i < cues.Count; i++)
        {
            Assert.True(i == 0 || cues[i].Span.Start >= cues[i - 1].Span.End);
            var lines = CueLines.Of(cues[i].Span.Of(text));
            Assert.InRange(lines.Count, 1, 2);
            Assert.All(lines, line => Assert.InRange(line.Sum(CueWidth.Of), 1, 42));
        }
    }
}

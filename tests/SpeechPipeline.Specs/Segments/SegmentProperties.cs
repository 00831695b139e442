using System.Globalization;
using System.Text;
using CsCheck;
using SpeechPipeline.Articles;
using SpeechPipeline.Segments;
using SpeechPipeline.Specs.Articles;
using SpeechPipeline.Speech;
using SpeechPipeline.Text;

namespace SpeechPipeline.Specs.Segments;

public sealed class SegmentProperties
{
    static readonly Gen<ModelLimits> AnyLimits =
        Gen.Select(Gen.Int[40, 400], Gen.Int[0, 40]).Select(pair => new ModelLimits(pair.Item1, pair.Item2));

    static readonly Gen<Article> AnyArticle = AnyText.OfAnyScript.List[0, 12]
        .Select(paragraphs => ArticleReader.Read(ArticleFormats.Text, string.Join("\n\n", paragraphs)));

    [Fact]
    public void No_segment_exceeds_the_limit_and_each_has_speech() =>
        Gen.Select(AnyArticle, AnyLimits).Sample((article, limits) =>
            Assert.All(Segmenter.Plan(article, limits).Segments, segment =>
            {
                Assert.InRange(SpokenLength.Of(segment.Text), segment.Text.Length, limits.MaxCharacters);
                Assert.True(SpokenText.HasSpeech(segment.Text));
            }), iter: 1_000);

    [Fact]
    public void The_segments_say_every_letter_of_the_article_once_and_in_order() =>
        Gen.Select(AnyArticle, AnyLimits).Sample((article, limits) =>
            Assert.Equal(
                Speech(string.Concat(article.Chapters.SelectMany(chapter => chapter.Blocks).Select(block => block.Text))),
                Speech(string.Concat(Segmenter.Plan(article, limits).Segments.Select(segment => segment.Text)))), iter: 1_000);

    [Fact]
    public void The_parts_of_a_paragraph_are_its_text_and_cut_no_grapheme_word_or_number() =>
        Gen.Select(AnyText.OfAnyScript, Gen.Int[40, 400]).Sample((any, max) =>
        {
            var text = SpokenText.Normalize(any);
            var graphemes = StringInfo.ParseCombiningCharacters(text).Append(text.Length).ToHashSet();
            var at = 0;
            foreach (var part in text.Length == 0 ? [] : ParagraphSplitter.Split(text, max))
            {
                at += text.AsSpan(at).StartsWith(" ") ? 1 : 0;
                Assert.StartsWith(part.Text, text[at..], StringComparison.Ordinal);
                at += part.Text.Length;
                Assert.Contains(at, graphemes);
                Assert.False(Cut.IsForbidden(text, at, max), $"cut at {at} of {text}");
            }

            Assert.Equal(text.Length, at);
        }, iter: 3_000);

    [Fact]
    public void Editing_one_paragraph_changes_no_other_paragraphs_segments() =>
        Gen.Select(Gen.String[Gen.Char["abcde ,."], 60, 900].Select(text => $"Start {text} end.").Array[6, 20], Gen.Int[0, 5], Gen.Int[60, 300]).Sample((paragraphs, edited, max) =>
        {
            var limits = new ModelLimits(max, 0);
            var before = Plan(paragraphs, limits);
            paragraphs[edited] = "Something else, longer or shorter than it was, stands here now.";
            var after = Plan(paragraphs, limits);

            Assert.Equal(Others(before), Others(after));

            List<string> Others(SegmentPlan plan) => [.. plan.Segments.Where(segment => segment.Paragraph != edited).Select(segment => segment.Text)];
        });

    [Fact]
    public void Editing_among_short_paragraphs_is_felt_no_farther_than_the_next_long_one()
    {
        var limits = new ModelLimits(200, 40);
        var wall = "This paragraph is long enough to stand alone, and it ends the run of short ones.";
        string[] paragraphs = [wall, "Yes.", "No.", "Perhaps so.", wall, wall, "Oh.", "Ah.", wall];
        var before = Plan(paragraphs, limits);
        paragraphs[2] = "By no means whatever, and I shall say so to anyone who asks me.";

        var after = Plan(paragraphs, limits);

        Assert.Equal(before.Segments[0].Text, after.Segments[0].Text);
        Assert.Equal(before.Segments.TakeLast(2).Select(segment => segment.Text), after.Segments.TakeLast(2).Select(segment => segment.Text));
    }

    [Fact]
    public void The_culture_changes_nothing()
    {
        const string Text = "Istanbul is I. INDEED, Dr. İnan paid 1.234,56 at 5 p.m. İyi! Fine, e.g. İkon, ETC. The END.";
        var expected = Plan([Text], new ModelLimits(50, 0)).Segments;
        var culture = CultureInfo.CurrentCulture;
        try
        {
            // Globalization is invariant here and knows no other culture; this is what of one can be made by hand.
            var turkish = (CultureInfo)CultureInfo.InvariantCulture.Clone();
            turkish.NumberFormat.NumberDecimalSeparator = ",";
            turkish.NumberFormat.NumberGroupSeparator = ".";
            turkish.NumberFormat.NegativeSign = "−";
            CultureInfo.CurrentCulture = turkish;

            Assert.Equal(expected, Plan([Text], new ModelLimits(50, 0)).Segments);
        }
        finally
        {
            CultureInfo.CurrentCulture = culture;
        }
    }

    static SegmentPlan Plan(IEnumerable<string> paragraphs, ModelLimits limits) =>
        Segmenter.Plan(new Article(null, null, null, [new Chapter(null, 1, [.. paragraphs.Select(text => new Block(BlockKind.Paragraph, text))])]), limits);

    static string Speech(string text) => string.Concat(text.EnumerateRunes().Where(rune => Rune.IsLetter(rune) || Rune.IsNumber(rune)));
}

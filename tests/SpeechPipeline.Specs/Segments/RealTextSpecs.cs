using Microsoft.Extensions.Options;
using SpeechPipeline.Articles;
using SpeechPipeline.Audio;
using SpeechPipeline.Planning;
using SpeechPipeline.Requests;
using SpeechPipeline.Segments;
using SpeechPipeline.Specs.Articles;
using SpeechPipeline.Speech;
using SpeechPipeline.Text;

namespace SpeechPipeline.Specs.Segments;

/// <summary>What holds for random text, on a novel and on every page: at the limits of the models, and at one that few sentences keep.</summary>
public sealed class RealTextSpecs
{
    static readonly ModelLimits[] Limits = [new(350, 20), new(200, 20), new(1_000, 0), new(60, 10)];

    static readonly JobRequest Request = new(
        new(ArticleFormats.Epub), new("hexgrad/Kokoro-82M", "af_heart", "en"), new(OutputFormats.Mp3, SampleEncoding.PcmS16Le, null, 128_000), new(null, null, new Dictionary<string, string>()));

    [Fact]
    public void No_segment_exceeds_the_limit_and_together_they_are_the_text_cut_in_no_word_and_no_number()
    {
        foreach (var (name, article) in Articles())
        {
            foreach (var limits in Limits)
            {
                var plan = Segmenter.Plan(article, limits);

                Assert.All(plan.Segments, segment => Assert.InRange(SpokenLength.Of(segment.Text), 1, limits.MaxCharacters));
                AssertIsText(name, article, plan, limits.MaxCharacters);
            }
        }
    }

    [Fact]
    public void Editing_one_paragraph_changes_its_own_hashes_and_those_of_what_it_was_joined_with()
    {
        if (RealArticles.Book() is not { } path)
        {
            return;
        }

        var planner = new ArticlePlanner(Options.Create(new SpeechOptions { Identity = "none" }), Options.Create(new PauseSettings()));
        var book = ArticleReader.Read(new ArticleSource(ArticleFormats.Epub, new BinaryData(File.ReadAllBytes(path))));
        var story = book with { Chapters = [book.Chapters[0]] };
        var blocks = story.Chapters[0].Blocks;
        var before = planner.Plan(Request, story);
        var alone = 0;
        // Every seventh paragraph: of all kinds, long and short, at the ends of the story and inside.
        for (var edited = 0; edited < blocks.Count; edited += 7)
        {
            if (!SpokenText.HasSpeech(blocks[edited].Text))
            {
                continue;
            }

            var changed = blocks[edited] with { Text = "Something else, which is longer or shorter than what it was, stands here now." };
            var after = planner.Plan(Request, story with { Chapters = [story.Chapters[0] with { Blocks = [.. blocks.Select((block, i) => i == edited ? changed : block)] }] });

            var kept = after.Segments.Select(segment => segment.Key).ToHashSet(StringComparer.Ordinal);
            var lost = before.Segments.Where(segment => !kept.Contains(segment.Key)).ToList();
            Assert.NotEmpty(lost);
            // What is lost is the paragraph and the short ones beside it.
            Assert.All(lost, segment => Assert.True(segment.Paragraph == edited || Neighbours(segment, edited), $"{segment.Paragraph} by {edited}"));
            alone += lost.TrueForAll(segment => segment.Paragraph == edited) ? 1 : 0;
        }

        Assert.InRange(alone, blocks.Count / 7 * 8 / 10, blocks.Count);

        bool Neighbours(PlannedSegment segment, int edited) =>
            Enumerable.Range(Math.Min(segment.Paragraph, edited), Math.Abs(segment.Paragraph - edited) + 1)
                .Count(i => blocks[i].Text.Length >= Limits[0].MinCharacters) <= 1 + (blocks[edited].Text.Length >= Limits[0].MinCharacters ? 1 : 0);
    }

    static void AssertIsText(string name, Article article, SegmentPlan plan, int max)
    {
        var text = string.Join(' ', article.Chapters.SelectMany(chapter => chapter.Blocks).Where(block => SpokenText.HasSpeech(block.Text)).Select(block => block.Text));
        var at = 0;
        foreach (var segment in plan.Segments)
        {
            Assert.False(Cut.IsForbidden(text, at, max), $"{name} is cut at {at}, before: {segment.Text}");
            at += at < text.Length && text[at] == ' ' ? 1 : 0;
            Assert.True(text.AsSpan(at).StartsWith(segment.Text, StringComparison.Ordinal), $"{name} at {at} does not go on with: {segment.Text}");
            at += segment.Text.Length;
        }

        Assert.Equal(text.Length, at);
    }

    static IEnumerable<(string Name, Article Article)> Articles()
    {
        if (RealArticles.Book() is not { } book)
        {
            yield break;
        }

        yield return ("book", ArticleReader.Read(new ArticleSource(ArticleFormats.Epub, new BinaryData(File.ReadAllBytes(book)))));
        foreach (var page in Directory.EnumerateFiles(Path.Combine(Path.GetDirectoryName(book)!, "html"), "*.html").Order(StringComparer.Ordinal))
        {
            yield return (Path.GetFileName(page), ArticleReader.Read(new ArticleSource(ArticleFormats.Html, new BinaryData(File.ReadAllBytes(page)), "text/html; charset=utf-8")));
        }
    }
}

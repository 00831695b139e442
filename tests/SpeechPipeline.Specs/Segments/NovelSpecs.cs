using SpeechPipeline.Articles;
using SpeechPipeline.Segments;
using SpeechPipeline.Specs.Articles;
using SpeechPipeline.Speech;
using SpeechPipeline.Text;

namespace SpeechPipeline.Specs.Segments;

public sealed class NovelSpecs
{
    [Fact]
    public void A_novel_is_planned_without_parting_a_title_from_its_name()
    {
        Assert.SkipUnless(RealArticles.Novel() is not null, "There is no shared/articles folder beside the repository.");
        var article = ArticleReader.Read(ArticleFormats.Text, RealArticles.Novel()!);

        var segments = Segmenter.Plan(article, new ModelLimits(350, 40)).Segments;

        Assert.InRange(segments.Count, 2_000, 6_000);
        Assert.All(segments, segment => Assert.InRange(SpokenLength.Of(segment.Text), 1, 350));
        Assert.DoesNotContain(segments, segment => segment.Text.EndsWith(" Mr.") || segment.Text.EndsWith(" Dr.") || segment.Text.EndsWith(" St."));
        Assert.DoesNotContain(segments, segment => segment.PauseAfter == PauseKind.None && char.IsLetter(segment.Text[^1]) && segment.Index < segments.Count - 1 && segment.Text.Length < 150);
    }
}

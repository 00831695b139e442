using SpeechPipeline.Articles;
using SpeechPipeline.Planning;
using SpeechPipeline.Publishing;
using SpeechPipeline.Requests;
using SpeechPipeline.Specs.Jobs;
using SpeechPipeline.Storage;

namespace SpeechPipeline.Specs.Hostile;

/// <summary>What nobody foresaw in a reader is the end of the document, not of the job: it has an id, and the log has no word of the text.</summary>
public sealed class FaultySeamSpecs
{
    const string Secret = "A sentence of the document.";

    [Fact]
    public void A_reader_that_fails_refuses_the_document_with_an_id()
    {
        var refused = Assert.Throws<UnreadableArticleException>(() => ArticleReader.Open(Source(new Failing(() => throw new KeyNotFoundException(Secret)))));

        Assert.Contains(refused.Fault!.Id, refused.Message, StringComparison.Ordinal);
        Assert.Contains(nameof(KeyNotFoundException), refused.Fault.Where, StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, refused.Message + refused.Fault.Where, StringComparison.Ordinal);
    }

    [Fact]
    public void So_does_one_that_fails_at_a_chapter_that_is_asked_for_later()
    {
        var reading = ArticleReader.Open(Source(new Failing(() => ArticleReading.Of(new Article(null, null, null, [])) with { Chapters = Chapters() })));

        Assert.NotNull(Assert.Throws<UnreadableArticleException>(() => reading.Chapters.ToList()).Fault);

        static IEnumerable<Chapter> Chapters()
        {
            yield return new Chapter("One", 1, [new Block(BlockKind.Paragraph, "Text.")]);
            throw new ArgumentException(Secret);
        }
    }

    [Fact]
    public void A_refusal_stays_one_and_the_end_of_the_work_or_of_the_memory_is_no_fault_of_the_document()
    {
        Assert.Null(Assert.Throws<UnreadableArticleException>(() => Open(new UnreadableArticleException("Refused."))).Fault);
        Assert.Throws<OperationCanceledException>(() => Open(new OperationCanceledException()));
        Assert.Throws<InsufficientMemoryException>(() => Open(new InsufficientMemoryException()));

        static void Open(Exception thrown) => ArticleReader.Open(Source(new Failing(() => throw thrown)));
    }

    [Fact]
    public async Task A_cover_whose_reader_fails_is_passed_over()
    {
        await using var fixture = await JobFixture.StartAsync();
        var (id, source) = (JobId.New(TimeProvider.System), Source(new Failing(() => throw new KeyNotFoundException(Secret))));
        var folder = fixture.Get<JobFolder>();
        await folder.WriteSourceAsync(id, source, JobFixture.Cancellation);
        var request = new RequestedSource(source.Format);
        var plan = new JobPlan(JobPlan.CurrentVersion, new JobRequest(request, null!, null!, null!), [], [], new ArticleFacts(null, null, null, null, null, Cover: "cover.png"));

        Assert.Null(await fixture.Get<CoverFinder>().FindAsync(id.ToString(), plan, showImage: null, JobFixture.Cancellation));
    }

    static ArticleSource Source(ArticleFormat format) => new(format, BinaryData.FromString(Secret));

    sealed class Failing(Func<ArticleReading> open) : ArticleFormat
    {
        public override string Name => "failing";

        public override IReadOnlyList<string> MediaTypes { get; } = ["text/x-failing"];

        public override IReadOnlyList<string> Extensions { get; } = [".failing"];

        public override ArticleReading Open(ArticleSource source, ReadingSettings settings) => open();

        public override byte[]? ReadFile(BinaryData content, string path) => throw new KeyNotFoundException(path);
    }
}

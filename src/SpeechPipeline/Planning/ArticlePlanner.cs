using Microsoft.Extensions.Options;
using SpeechPipeline.Articles;
using SpeechPipeline.Normalization;
using SpeechPipeline.Requests;
using SpeechPipeline.Segments;
using SpeechPipeline.Speech;

namespace SpeechPipeline.Planning;

/// <summary>Makes the plan of an article: its words as they are spoken, cut into segments. Stores nothing.</summary>
public sealed class ArticlePlanner(IOptions<SpeechOptions> speech, IOptions<PauseSettings> pauses)
{
    /// <summary>The most segments (calls to the endpoint) of one job. The longest novels have some 40,000.</summary>
    public const int MostSegments = 100_000;

    /// <summary>The most characters (which are paid for) of one job. The longest novels have some 10 million.</summary>
    public const long MostCharacters = 20_000_000;

    /// <summary>Opens a source with the reading options of the request; the lines of its speakers are separated.</summary>
    /// <exception cref="UnreadableArticleException">The source cannot be read.</exception>
    public static ArticleReading Open(JobRequest request, ArticleSource source) =>
        ArticleReader.Open(ArticleNormalizer.PartLines(source, request.Voice.Speakers?.Keys), request.Source.Reading);

    /// <summary>The plan of an article that is read chapter by chapter; the article's own data complete the request. No segments if there is nothing to speak.</summary>
    /// <exception cref="UnreadableArticleException">A chapter cannot be read, or the article is too long for one job.</exception>
    public JobPlan Plan(JobRequest request, ArticleReading reading)
    {
        ArgumentNullException.ThrowIfNull(reading);
        return PlanGuarded(request.CompletedBy(reading.Head, reading.Chapters), reading.Head, reading.Chapters);
    }

    /// <inheritdoc cref="Plan(JobRequest, ArticleReading)"/>
    public JobPlan Plan(JobRequest request, Article article) => PlanGuarded(request, article, article.Chapters);

    // A fault in normalization or segmentation fails this document only, like a fault in its reader.
    JobPlan PlanGuarded(JobRequest request, Article head, IEnumerable<Chapter> chapters)
    {
        try
        {
            return Plan(request, head, chapters);
        }
        catch (Exception e) when (ReadingFault.IsOurs(e))
        {
            throw UnreadableArticleException.For(e);
        }
    }

    JobPlan Plan(JobRequest request, Article head, IEnumerable<Chapter> chapters)
    {
        var beginning = new ArticleBeginning();
        var (titles, planned) = (new List<string?>(), new List<PlannedSegment>());
        var characters = 0L;
        foreach (var (chapter, segments) in Segmenter.Cut(chapters.Select(beginning.Note).Select(Words(request).Of), Model(request).Limits))
        {
            characters += segments.Sum(segment => (long)segment.Text.Length);
            if (planned.Count + segments.Count > MostSegments || characters > MostCharacters)
            {
                throw new UnreadableArticleException(
                    $"The article is too long for one job: at most {MostSegments:N0} segments and {MostCharacters:N0} characters are allowed. Split it into several jobs.");
            }

            titles.Add(chapter.Title);
            planned.AddRange(segments.Select(segment => Planned(request, segment)));
        }

        return new JobPlan(JobPlan.CurrentVersion, request, titles, planned, ArticleFacts.Of(head with { Date = request.Source.Date ?? head.Date }, beginning), head.Warnings);
    }

    /// <summary>The endpoint's request for <paramref name="text"/>, with the options of <paramref name="request"/> and the voice of <paramref name="speaker"/>.</summary>
    public SpeechRequest Speech(JobRequest request, string text, string? speaker) => new(
        request.Voice.Model, text, request.Voice.Of(speaker), request.SpokenLanguage, Model(request).RequestRateHz(request.Output.SampleRate), request.Voice.ExtraParams,
        request.Voice.Speed, request.Voice.Instructions, request.Voice.ExtraBody, request.Voice.NamedFor(speaker));

    PlannedSegment Planned(JobRequest request, Segment segment) => new(
        segment.Index,
        segment.Chapter,
        segment.Paragraph,
        segment.Text,
        segment.PauseAfterMs ?? request.Voice.Pauses?.Milliseconds(segment.PauseAfter) ?? pauses.Value.Milliseconds(segment.PauseAfter),
        SegmentKey.Of(speech.Value.EffectiveIdentity, Speech(request, segment.Text, segment.Speaker)),
        Take: 0,
        segment.Speaker,
        segment.PauseAfter);

    static ArticleNormalizer Words(JobRequest request) => new(request.SpokenLanguage, request.Voice.Pronunciations, request.Voice.Speakers?.Keys);

    SpeechModel Model(JobRequest request) => speech.Value.Model(request.Voice.Model);
}

using System.Text.Json.Serialization;
using SpeechPipeline.Segments;
using SpeechPipeline.Speech;
using SpeechPipeline.Text;

namespace SpeechPipeline.Planning;

/// <summary>What a job would speak and cost, for people and programs that want to know before they pay.</summary>
/// <param name="Object">Always <c>plan</c>.</param>
/// <param name="Title">The title of the episode.</param>
/// <param name="Byline">The author.</param>
/// <param name="Language">The language that is spoken.</param>
/// <param name="LanguageDetected">True if the language was detected from the text; else absent.</param>
/// <param name="Model">The model that speaks.</param>
/// <param name="Voice">The narrator's voice.</param>
/// <param name="SegmentsTotal">The number of segments: calls to the endpoint if no speech is stored yet.</param>
/// <param name="Characters">The characters of all segments.</param>
/// <param name="CharactersCached">The characters of segments with stored speech; absent if not looked up.</param>
/// <param name="UsdPerMillionCharacters">The model's price; 0: it costs nothing; absent: unknown.</param>
/// <param name="CostUsd">The price of the characters without stored speech, in USD; absent: the model's price is unknown.</param>
/// <param name="DurationSeconds">The expected duration of the episode.</param>
/// <param name="Chapters">In order.</param>
/// <param name="Warnings">What of the document is not spoken as its author wrote it, a sentence each; absent: nothing.</param>
/// <param name="Unspoken">The parts that are left out and would be spoken with an option set; absent: none, or not looked for.</param>
public sealed record PlanObject(
    string Object,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] string? Title,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] string? Byline,
    string Language,
    bool? LanguageDetected,
    string Model,
    string Voice,
    int SegmentsTotal,
    long Characters,
    long? CharactersCached,
    decimal? UsdPerMillionCharacters,
    decimal? CostUsd,
    double DurationSeconds,
    IReadOnlyList<PlanObject.ChapterPart> Chapters,
    IReadOnlyList<string>? Warnings = null,
    IReadOnlyList<UnspokenPart>? Unspoken = null)
{
    public sealed record ChapterPart([property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] string? Title, IReadOnlyList<SegmentPart> Segments);

    /// <param name="Index">From 0, in the order of the episode.</param>
    /// <param name="Paragraph">The paragraph in the chapter, from 0.</param>
    /// <param name="Text">The text sent to the endpoint.</param>
    /// <param name="Characters">The length of the text.</param>
    /// <param name="PauseAfter">The silence that follows, in milliseconds.</param>
    /// <param name="Kind">The reason for that silence.</param>
    /// <param name="Speaker">Absent: the narrator.</param>
    /// <param name="Voice">The voice of the segment.</param>
    /// <param name="Cached">Whether its speech is stored already; absent if not looked up.</param>
    public sealed record SegmentPart(
        int Index, int Paragraph, string Text, int Characters, int PauseAfter, PauseKind Kind, string? Speaker, string Voice, bool? Cached);

    /// <param name="plan">The plan.</param>
    /// <param name="model">Its model's limits and price.</param>
    /// <param name="cached">The <see cref="PlannedSegment.Key"/>s with stored speech; null if not looked up.</param>
    public static PlanObject From(JobPlan plan, SpeechModel model, IReadOnlySet<string>? cached)
    {
        var request = plan.Request;
        // The same text twice in one episode is paid for once.
        var paid = new HashSet<string>(cached ?? new HashSet<string>(), StringComparer.Ordinal);
        var toPay = plan.Segments.Sum(segment => paid.Add(segment.Key) ? (long)segment.Text.Length : 0);
        var price = model.UsdPerMillionCharacters;
        return new PlanObject(
            "plan", request.Source.Title, request.Source.Author, request.SpokenLanguage, request.Voice.LanguageDetected, request.Voice.Model, request.Voice.Name,
            plan.Segments.Count,
            plan.Characters,
            cached is null ? null : plan.Segments.Sum(segment => cached.Contains(segment.Key) ? (long)segment.Text.Length : 0),
            price,
            toPay * price / 1_000_000m,
            Math.Round(plan.Segments.Sum(segment => (SpokenLength.Of(segment.Text) / model.LettersPerSecond) + (segment.PauseAfterMs / 1000.0)), 1),
            [.. plan.Segments.GroupBy(segment => segment.Chapter).Select(chapter => new ChapterPart(plan.Chapters[chapter.Key], [.. chapter.Select(Part)]))],
            plan.Warnings);

        SegmentPart Part(PlannedSegment segment) => new(
            segment.Index, segment.Paragraph, segment.Text, segment.Text.Length, segment.PauseAfterMs, segment.Pause,
            segment.Speaker, request.Voice.Of(segment.Speaker), cached?.Contains(segment.Key));
    }
}

using System.Text.Json.Serialization;
using SpeechPipeline.Articles;

namespace SpeechPipeline.Requests;

/// <summary>What is to be spoken.</summary>
/// <param name="Format">How the source is to be read; null where it is to be fetched, and its answer says.</param>
/// <param name="Address">Where the source is to be fetched from; absent where it came with the request.</param>
/// <param name="Title">The title to use instead of the source's own.</param>
/// <param name="Author">The author to use instead of the source's own.</param>
/// <param name="Date">The day to use instead of the source's own.</param>
/// <param name="Reading">What of the source is spoken; absent: the defaults.</param>
public sealed record RequestedSource(
    ArticleFormat? Format,
    [property: JsonPropertyName("source_url")] string? Address = null,
    string? Title = null,
    string? Author = null,
    DateOnly? Date = null,
    ReadingSettings? Reading = null);

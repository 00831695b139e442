using System.Text.Json.Serialization;
using SpeechPipeline.Articles;

namespace SpeechPipeline.Requests;

/// <summary>The document to speak.</summary>
/// <param name="Format">The format of the source; null if it is fetched and the server's answer decides.</param>
/// <param name="Address">The address to fetch the source from; absent if it came with the request.</param>
/// <param name="Title">The title to use instead of the source's own.</param>
/// <param name="Author">The author to use instead of the source's own.</param>
/// <param name="Date">The date to use instead of the source's own.</param>
/// <param name="Reading">The parts of the source that are spoken; absent: the defaults.</param>
public sealed record RequestedSource(
    ArticleFormat? Format,
    [property: JsonPropertyName("source_url")] string? Address = null,
    string? Title = null,
    string? Author = null,
    DateOnly? Date = null,
    ReadingSettings? Reading = null);

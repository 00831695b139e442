using SpeechPipeline.Articles;
using SpeechPipeline.Cli.Webhooks;
using SpeechPipeline.Storage;

namespace SpeechPipeline.Cli;

/// <summary>Which parts of an article to speak, and how.</summary>
/// <param name="Model">Null: the one in the settings.</param>
/// <param name="Voice">Null: the one in the settings.</param>
/// <param name="Language">Null: the article's own, or English.</param>
/// <param name="Speakers">Voices by the names that begin a line.</param>
/// <param name="Pronunciations">Spoken forms by written ones.</param>
/// <param name="Reading">The parts of the article that are spoken.</param>
/// <param name="Encoding">The encoding of text files; null: detected.</param>
/// <param name="Show">The show that the episode joins.</param>
/// <param name="Webhook">What to call, and for which events.</param>
sealed record ArticleSettings(
    string? Model,
    string? Voice,
    string? Language,
    IReadOnlyDictionary<string, string> Speakers,
    IReadOnlyDictionary<string, string> Pronunciations,
    ReadingSettings Reading,
    string? Encoding = null,
    string? Show = null,
    RequestedWebhook? Webhook = null)
{
    /// <summary>The fields of a request for these settings, without <see cref="Reading"/> and <see cref="Encoding"/>.</summary>
    public IReadOnlyDictionary<string, object> Fields =>
        new (string Name, object? Value)[]
        {
            ("model", Model),
            ("voice", Voice),
            ("language", Language),
            ("speakers", Speakers.Count == 0 ? null : Speakers),
            ("pronunciations", Pronunciations.Count == 0 ? null : Pronunciations),
            ("show", Show),
            ("webhook", Webhook?.Field),
        }.Where(part => part.Value is not null).ToDictionary(part => part.Name, part => part.Value!);

    /// <summary>All settings as the query of a request whose body is the document.</summary>
    public IReadOnlyDictionary<string, string> Query
    {
        get
        {
            var query = Fields.ToDictionary(part => part.Key, part => part.Value as string ?? PipelineJson.Text(part.Value));
            foreach (var (name, value) in Webhook?.Query ?? [])
            {
                query[name] = value;
            }

            query["captions"] = Reading.Captions ? "true" : "false";
            query["tables"] = Reading.Tables ? "true" : "false";
            query["include_matter"] = Reading.IncludeMatter ? "true" : "false";
            return query;
        }
    }
}

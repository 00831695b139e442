using System.Text.RegularExpressions;

namespace SpeechPipeline.Speech;

/// <summary>
/// Tells from an answer which fields of a request the endpoint does not take. Only fields that the pipeline adds by itself are left out: what a
/// caller asked for is never dropped in silence.
/// </summary>
static partial class RefusedFields
{
    static readonly string[] Ours = ["language", "sample_rate", "stream", "response_format"];

    public static IReadOnlyList<string> In(ErrorReason reason, SpeechRequest request, IReadOnlySet<string> left)
    {
        var named = reason.Fields.Count > 0 ? reason.Fields : [.. Ours.Where(reason.Mentions)];
        return [.. Ours.Where(field => named.Contains(field) && !left.Contains(field) && (field != "language" || IsOurs(reason, request.Language)))];
    }

    /// <summary>A language that is refused as such is the caller's; without it the text would be spoken in another. English is what endpoints take for granted.</summary>
    static bool IsOurs(ErrorReason reason, string language) => language == "en" || (reason.Text is { } text && Unknown().IsMatch(text));

    /// <summary>Pydantic, OpenAI, Go's encoding/json, JSON Schema and others, on a field that they do not know.</summary>
    [GeneratedRegex(
        @"\b(unknown|unrecogni[sz]ed|unexpected|unsupported|invalid|extra|additional|forbidden)\W+(\w+\W+){0,2}(field|param|argument|input|propert|key|attribute|member|option)"
        + @"|\b(field|parameter|argument|property|propert\w+)\b.{0,80}\bnot\W+(be\W+)?(supported|allowed|recogni[sz]ed|permitted|accepted|known)|not permitted|(was|were) unexpected|extra_forbidden",
        RegexOptions.IgnoreCase, 1000)]
    private static partial Regex Unknown();
}

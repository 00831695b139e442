using System.Text.RegularExpressions;

namespace SpeechPipeline.Speech;

/// <summary>
/// Tells from an answer which fields of a request the endpoint does not take. Only fields that the pipeline adds by itself are left out: what a
/// caller asked for is never dropped in silence. A field that is only mentioned is not refused.
/// </summary>
static partial class RefusedFields
{
    static readonly (string Name, Regex Unknown, Regex Refused)[] Ours =
        [.. new[] { "language", "sample_rate", "stream", "response_format" }.Select(static name => (name, Compiled(UnknownField, name), Compiled(RefusedValue, name)))];

    /// <summary>Pydantic, OpenAI, Go's encoding/json, JSON Schema and others, on a field that they do not know.</summary>
    const string UnknownField =
        @"\b(unknown|unrecogni[sz]ed|unexpected|unsupported|extra|additional|forbidden)\W+((?!(voice|model|value)\b)\w+\W+){0,2}?(field|param|argument|input|propert|key|attribute|member|option)\w*[^.;]{0,80}\bFIELD\b"
        + @"|\b(field|param|argument|propert|key|option)\w*\W+FIELD\b[^.;]{0,40}?(\bnot|n't)\W+(be\W+)?(supported|allowed|recogni[sz]ed|permitted|accepted|known)"
        + @"|\bFIELD\b[^.;]{0,60}?\b(not\W+permitted|unexpected(?!\W+value)|extra_forbidden|(unknown|unrecogni[sz]ed|unsupported|extra)\W+(\w+\W+)?(field|param|argument|propert|key|option))";

    /// <summary>The words of those who know the field, and do not take what it says; or do not say which of the two it is.</summary>
    const string RefusedValue =
        @"\b(invalid|unsupported|unknown|unrecogni[sz]ed|unexpected|illegal|bad|wrong)\W+(value\W+(for|of|in)\W+(the\W+)?|\w+\W+)?FIELD\b"
        + @"|\bFIELD\b[^.;]{0,60}?\b((must|should)\W+be|(not|\w+n't)\W+(be\W+)?(a\W+)?(supported|allowed|valid|available|permitted|accepted|recogni[sz]ed|known)|unsupported|invalid|unavailable|cannot\W+be|only\W+supports?|supports?\W+only)"
        + @"|\b(not|\w+n't)\W+(an?\W+)?(supported|valid|allowed|permitted|accepted|recogni[sz]ed|known)\W+(for\W+|value\W+){0,2}FIELD\b";

    /// <param name="reason">What the endpoint says.</param>
    /// <param name="request">What it was asked for.</param>
    /// <param name="left">The fields that it was asked without.</param>
    public static IReadOnlyList<RefusedField> In(ErrorReason reason, SpeechRequest request, IReadOnlySet<string> left)
    {
        var text = reason.Text ?? "";
        var refused = new List<RefusedField>();
        foreach (var (name, unknown, value) in Ours)
        {
            var isNamed = reason.Fields.Contains(name);
            if (left.Contains(name) || (reason.Fields.Count > 0 && !isNamed))
            {
                continue;
            }

            if (unknown.IsMatch(text) || (isNamed && reason.Fields.Count == 1 && UnknownWhatever().IsMatch(text)))
            {
                refused.Add(new RefusedField(name, null));
            }
            // A language that is refused as such is the caller's; without it the text would be spoken in another. English is what endpoints take for granted.
            else if ((isNamed || value.IsMatch(text)) && (name != "language" || request.Language == "en"))
            {
                refused.Add(new RefusedField(name, RefusedField.ValueIn(request, name)));
            }
        }

        return refused;
    }

    static Regex Compiled(string pattern, string name) =>
        new(pattern.Replace("FIELD", name, StringComparison.Ordinal), RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));

    /// <summary>Where the answer names the field apart from its words.</summary>
    [GeneratedRegex(
        @"\b(unknown|unrecogni[sz]ed|unexpected|unsupported|extra|additional|forbidden)\W+((?!value\b)\w+\W+){0,2}(field|param|argument|input|propert|key|attribute|member|option)|not permitted|extra_forbidden",
        RegexOptions.IgnoreCase, 1000)]
    private static partial Regex UnknownWhatever();
}

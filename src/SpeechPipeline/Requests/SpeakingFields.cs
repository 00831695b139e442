using System.Text;
using SpeechPipeline.Normalization;
using SpeechPipeline.Segments;
using SpeechPipeline.Speech;
using SpeechPipeline.Text;

namespace SpeechPipeline.Requests;

/// <summary>The fields of a request that decide how its text is spoken: <c>pronunciations</c>, <c>speakers</c>, <c>pauses</c>.</summary>
sealed record SpeakingFields(IReadOnlyList<Pronunciation>? Pronunciations, IReadOnlyDictionary<string, string>? Speakers, PauseLengths? Pauses)
{
    const int MostSpeakers = 100;
    const int LongestName = 100;

    const int DeepestInQuery = 8;

    public static SpeakingFields Read(RequestFields fields, SpeechModel model) =>
        new(PronunciationFields.Read(fields), ReadSpeakers(fields, model), ReadPauses(fields));

    /// <summary>The JSON in a query parameter; if it is not JSON, the text, which is refused later.</summary>
    public static object FromQuery(string value)
    {
        using var json = JsonBody.TryParse(Encoding.UTF8.GetBytes(value), out _, DeepestInQuery);
        return json is not null && JsonBody.IsText(json.RootElement) ? json.RootElement.Clone() : value;
    }

    static Dictionary<string, string>? ReadSpeakers(RequestFields fields, SpeechModel model)
    {
        const string field = "speakers";
        if (fields.Object(field) is not { } names)
        {
            return null;
        }

        var speakers = new Dictionary<string, string>(StringComparer.Ordinal);
        var known = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var all = names.Names.ToList();
        if (all.Count > MostSpeakers)
        {
            fields.Problem(field, $"has {all.Count} names; at most {MostSpeakers} are allowed.");
            return null;
        }

        foreach (var name in all)
        {
            var normalized = SpokenText.Normalize(name);
            if (normalized.Length is 0 or > LongestName || normalized.AsSpan().IndexOfAny(':', '：', '*') >= 0)
            {
                names.Problem(name, $"is not a name that can begin a line: 1 to {LongestName} characters without a colon or an asterisk are allowed.");
            }
            else if (!known.Add(normalized))
            {
                names.Problem(name, "is given twice; upper and lower case count as the same.");
            }
            else if (!names.Has(name))
            {
                names.Problem(name, "has no voice.");
            }
            else if (names.Text(name) is { } voice)
            {
                if (VoiceName.Problem(voice, model.MixesVoices) is { } problem)
                {
                    names.Problem(name, problem);
                }

                speakers[name] = voice;
            }
        }

        return speakers;
    }

    static PauseLengths? ReadPauses(RequestFields fields)
    {
        if (fields.Object("pauses") is not { } pauses)
        {
            return null;
        }

        var lengths = new PauseLengths(
            Length("sentence"), Length("paragraph"), Length("list_item"), Length("heading"), Length("scene_break"), Length("chapter"));
        pauses.RefuseOthers();
        return lengths;

        int? Length(string kind)
        {
            var milliseconds = pauses.Integer(kind);
            if (milliseconds is < 0 or > PauseSettings.Longest)
            {
                pauses.Problem(kind, $"is {milliseconds}; it must be from 0 to {PauseSettings.Longest} milliseconds.");
            }

            return milliseconds;
        }
    }
}

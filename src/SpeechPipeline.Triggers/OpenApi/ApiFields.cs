using System.Text.Json.Nodes;
using SpeechPipeline.Articles;
using SpeechPipeline.Audio;
using SpeechPipeline.Requests;

namespace SpeechPipeline.Triggers.OpenApi;

/// <summary>The fields of requests, with their bounds.</summary>
static class ApiFields
{
    static readonly int[] SampleRates = [8_000, 11_025, 12_000, 16_000, 22_050, 24_000, 32_000, 44_100, 48_000];

    /// <summary>The fields that a job shares with the speech endpoint.</summary>
    public static IReadOnlyDictionary<string, JsonObject> Speech { get; } = new Dictionary<string, JsonObject>
    {
        ["model"] = Text("What the endpoint has; absent: the one in the settings.", 200),
        ["voice"] = Text("A voice of the model; for Kokoro also a blend, af_bella(2)+af_heart(1)."),
        ["input"] = Text("Plain text to speak."),
        ["language"] = Text("A language tag such as en or zh-hk; absent: the article's own."),
        ["response_format"] = Choice("The format of the audio.", [.. OutputFormats.All.Select(format => format.Name)]),
        ["response_encoding"] = Choice("The encoding of raw samples.", "pcm_s16le", "pcm_f32le", "pcm_mulaw", "pcm_alaw"),
        ["sample_rate"] = new JsonObject { ["type"] = "integer", ["enum"] = new JsonArray([.. SampleRates.Select(rate => JsonValue.Create(rate))]), ["description"] = "In Hz; absent: the model's own." },
        ["bit_rate"] = new JsonObject { ["type"] = "integer", ["minimum"] = 24_000, ["maximum"] = 192_000, ["description"] = "In bits a second, for mp3 and opus." },
        ["speed"] = Number("Times the model's own pace.", 0.25, 4),
        ["instructions"] = Text("How to speak, in words.", 4_096),
        ["extra_params"] = Anything("Passed on to the endpoint unchanged."),
        ["extra_body"] = Anything("Its members are passed on to the endpoint unchanged, beside the other fields."),
        ["stream"] = new JsonObject { ["type"] = "boolean", ["const"] = false, ["description"] = "Audio is delivered as a whole." },
    };

    /// <summary>The fields of a job's own.</summary>
    public static IReadOnlyDictionary<string, JsonObject> Job { get; } = new Dictionary<string, JsonObject>
    {
        ["article"] = Article(),
        ["source_url"] = Address("The address of an article that the pipeline fetches."),
        ["ssml"] = Flag("The input is SSML."),
        ["speakers"] = Anything("Voices by the names that begin a line."),
        ["pronunciations"] = Anything("Spoken forms by written ones."),
        ["pauses"] = Anything("Lengths of pauses in milliseconds, by their kind."),
        ["loudness_lufs"] = new JsonObject { ["description"] = "The loudness of the episode.", ["anyOf"] = new JsonArray(Number("In LUFS.", -31, -8), new JsonObject { ["const"] = "off" }) },
        ["loudness"] = Choice("The levels of a kind of shop, in place of loudness_lufs.", "audiobook"),
        ["lead_in_ms"] = Whole("Silence before the first word, in milliseconds.", 0, 10_000),
        ["lead_out_ms"] = Whole("Silence after the last word, in milliseconds.", 0, 10_000),
        ["show"] = new JsonObject { ["type"] = "string", ["pattern"] = "^[a-z0-9][a-z0-9-]{0,63}$", ["description"] = "The show that the episode joins." },
        ["webhook"] = Webhook(WebhookField.OfJobs),
        ["metadata"] = new JsonObject { ["type"] = "object", ["additionalProperties"] = new JsonObject { ["type"] = "string", ["maxLength"] = 500 }, ["maxProperties"] = 16, ["description"] = "Labels, returned in the job object." },
        ["expires_after"] = Whole("Seconds from submission after which the job fails.", 60, 2_592_000),
        ["retention_days"] = Whole("Days from its end after which the job is deleted.", 1, 36_500),
        ["dry_run"] = Flag("Answer with the plan, create no job."),
    };

    /// <summary>Fields of a job that the speech endpoint's own call does not take: where the text comes from, and what becomes of the episode.</summary>
    public static IReadOnlyList<string> JobsAlone { get; } = ["article", "source_url", "show", "webhook", "dry_run", "metadata", "expires_after", "retention_days"];

    /// <summary>The body of a request: a field that is null is one that is left out.</summary>
    public static JsonObject Request(IEnumerable<KeyValuePair<string, JsonObject>> fields, params string[] required) =>
        Object(fields.Select(field => KeyValuePair.Create(field.Key, required.Contains(field.Key) ? field.Value : OrNull(field.Value))), required);

    /// <summary>An object with these fields and no others.</summary>
    public static JsonObject Object(IEnumerable<KeyValuePair<string, JsonObject>> fields, params string[] required) => new()
    {
        ["type"] = "object",
        ["properties"] = new JsonObject(fields.Select(field => KeyValuePair.Create<string, JsonNode?>(field.Key, field.Value.DeepClone()))),
        ["required"] = new JsonArray([.. required.Select(name => JsonValue.Create(name))]),
        ["additionalProperties"] = false,
    };

    public static JsonObject Text(string description, int? most = null)
    {
        var text = new JsonObject { ["type"] = "string", ["description"] = description };
        if (most is { } length)
        {
            text["maxLength"] = length;
        }

        return text;
    }

    public static JsonObject Choice(string description, params string[] words) =>
        new() { ["type"] = "string", ["enum"] = new JsonArray([.. words.Select(word => JsonValue.Create(word))]), ["description"] = description };

    public static JsonObject Whole(string description, int least, int most) => new() { ["type"] = "integer", ["minimum"] = least, ["maximum"] = most, ["description"] = description };

    public static JsonObject Flag(string description) => new() { ["type"] = "boolean", ["description"] = description };

    public static JsonObject Address(string description) => new() { ["type"] = "string", ["format"] = "uri", ["description"] = description };

    public static JsonObject Number(string description, double least, double most) => new() { ["type"] = "number", ["minimum"] = least, ["maximum"] = most, ["description"] = description };

    public static JsonObject Anything(string description) => new() { ["type"] = "object", ["description"] = description };

    static JsonObject OrNull(JsonObject schema)
    {
        var either = (JsonObject)schema.DeepClone();
        if (either["anyOf"] is JsonArray kinds)
        {
            kinds.Add(new JsonObject { ["type"] = "null" });
            return either;
        }

        either["type"] = new JsonArray(either["type"]!.DeepClone(), "null");
        (either["enum"] as JsonArray)?.Add(null);
        if (either["const"] is { } only)
        {
            either["enum"] = new JsonArray(only.DeepClone(), null);
            either.Remove("const");
        }

        return either;
    }

    /// <summary>An address, or an object with the events that it is called for.</summary>
    public static JsonObject Webhook(IReadOnlyList<string> events) => new()
    {
        ["description"] = "What is called, and for which events; an address alone: for the ends.",
        ["anyOf"] = new JsonArray(
            Address("The address."),
            Object(
                new Dictionary<string, JsonObject>
                {
                    ["url"] = Address("The address."),
                    ["events"] = new() { ["type"] = new JsonArray("array", "null"), ["items"] = Choice("An event.", [.. events]), ["minItems"] = 1, ["description"] = "Absent: the ends." },
                },
                "url")),
    };

    static JsonObject Article() => Request(new Dictionary<string, JsonObject>
    {
        ["format"] = Choice("The format of the content.", [.. ArticleFormats.All.Select(format => format.Name)]),
        ["content"] = Text("The document; EPUB and Word in base64."),
        ["title"] = Text("Its title; absent: its own."),
        ["author"] = Text("Its author; absent: its own."),
        ["date"] = Text("Its date; absent: its own."),
        ["captions"] = Flag("Speak captions and the alternative texts of images."),
        ["tables"] = Flag("Speak tables; the default."),
        ["include_matter"] = Flag("Speak a book's title page, contents and notes."),
    });
}

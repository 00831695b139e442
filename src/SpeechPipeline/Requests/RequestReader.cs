using System.Text.Json;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using SpeechPipeline.Articles;
using SpeechPipeline.Audio;
using SpeechPipeline.Outbound;
using SpeechPipeline.Speech;
using SpeechPipeline.Text;

namespace SpeechPipeline.Requests;

/// <summary>Reads the body of a submission into a job that can be run, or into a list of all its problems.</summary>
public sealed class RequestReader(IOptions<SpeechOptions> options, IOptions<OutboundOptions> outbound, IOptions<SoundOptions> sound, ILogger<RequestReader>? logger = null)
{
    const int MaxModelLength = 200;
    const int MaxExtraLength = 16 * 1024;
    const int MaxInstructionsLength = 4_096;
    const double LeastSpeed = 0.25;
    const double MostSpeed = 4;
    const int MaxCustomIdLength = 500;
    const string CustomId = "custom_id";

    static readonly Dictionary<string, OutputFormat> ResponseFormats = OutputFormats.All.ToDictionary(format => format.Name, StringComparer.Ordinal);

    static readonly Dictionary<string, SampleEncoding> ResponseEncodings = new(StringComparer.Ordinal)
    {
        ["pcm_f32le"] = SampleEncoding.PcmF32Le,
        ["pcm_s16le"] = SampleEncoding.PcmS16Le,
        ["pcm_mulaw"] = SampleEncoding.PcmMuLaw,
        ["pcm_alaw"] = SampleEncoding.PcmALaw,
    };

    // The rates of MPEG audio (ISO 11172-3, 13818-3 and the 2.5 extension); WAV and raw use the same.
    static readonly int[] SampleRates = [8_000, 11_025, 12_000, 16_000, 22_050, 24_000, 32_000, 44_100, 48_000];

    readonly SpeechOptions _options = options.Value;

    /// <summary>Reads a JSON body: the speech endpoint's own fields, and the pipeline's.</summary>
    /// <param name="body">The body.</param>
    /// <param name="defaults">An object with default values for fields that the body leaves out; null: there are none.</param>
    public RequestResult ReadJson(ReadOnlyMemory<byte> body, JsonElement? defaults = null)
    {
        using var json = JsonBody.TryParse(body, out var problem);
        return json is null ? RequestResult.Refused(problem!) : ReadJson(json.RootElement, defaults);
    }

    /// <summary>Reads an item of a batch: a JSON body that may have a name of the caller's own, <c>custom_id</c>.</summary>
    /// <inheritdoc cref="ReadJson(ReadOnlyMemory{byte}, JsonElement?)"/>
    public RequestResult ReadItem(ReadOnlyMemory<byte> body, JsonElement? defaults)
    {
        using var json = JsonBody.TryParse(body, out var problem);
        return json is null ? RequestResult.Refused(problem!)
            : json.RootElement.ValueKind == JsonValueKind.Object ? Read(json.RootElement, "#/", document: null, defaults, isItem: true)
            : ReadJson(json.RootElement, defaults);
    }

    /// <inheritdoc cref="ReadJson(ReadOnlyMemory{byte}, JsonElement?)"/>
    public RequestResult ReadJson(JsonElement body, JsonElement? defaults) => body.ValueKind == JsonValueKind.Object
        ? Read(body, "#/", document: null, defaults)
        : RequestResult.Refused(new FieldProblem("#", "is not a JSON object."));

    /// <summary>Reads a document with its options in a JSON object.</summary>
    public RequestResult ReadFile(ArticleSource document, JsonElement options) =>
        BodyProblem(document) is { } problem ? RequestResult.Refused(problem) : Read(options, "#/", document);

    /// <summary>Reads a document that is the body itself, with its options from the query.</summary>
    public RequestResult ReadDocument(ArticleSource document, IEnumerable<KeyValuePair<string, string>> query)
    {
        ArgumentNullException.ThrowIfNull(document);
        if (BodyProblem(document) is { } problem)
        {
            return RequestResult.Refused(problem);
        }

        // A page that was fetched may say what it likes, as in browsers.
        return document is { Address: null, UnknownEncoding: { } encoding }
            ? RequestResult.Refused(new FieldProblem("#", $"is said to be in the encoding '{encoding}', which is not known; name it as web pages do: utf-8, windows-1252, shift_jis, …."))
            : Read(QueryFields.Read(query), "?", document);
    }

    RequestResult Read(JsonElement json, string root, ArticleSource? document, JsonElement? defaults = null, bool isItem = false)
    {
        var problems = new List<FieldProblem>();
        var fields = new RequestFields(json, root, problems, defaults);

        var source = document is null ? SourceFields.Read(fields, outbound.Value) : SourceFields.ReadDocument(fields, document);
        var (model, voice, named) = ReadVoice(fields);
        var language = ReadLanguage(fields);
        var format = fields.ObjectOf("response_format", ResponseFormats) ?? OutputFormats.Mp3;
        var encoding = fields.Choice("response_encoding", ResponseEncodings) ?? SampleEncoding.PcmS16Le;
        var sampleRate = fields.Choice("sample_rate", SampleRates);
        var bitRate = ReadBitRate(fields, format);
        var (lufs, loudness) = LoudnessField.Read(fields, sound.Value.LoudnessLufs);
        var (leadIn, leadOut) = ReadLeads(fields, loudness);
        var extra = ReadExtra(fields, "extra_params");
        var speed = ReadSpeed(fields);
        var instructions = ReadInstructions(fields);
        var (webhook, webhookEvents) = WebhookField.Read(fields, WebhookField.OfJobs, outbound.Value);
        var expiresAfter = ReadExpiry(fields);
        var retentionDays = RetentionField.Read(fields);
        var metadata = MetadataFields.Read(fields);
        var customId = isItem ? fields.Text(CustomId, MaxCustomIdLength) : null;
        // It is handed back among the labels, as one more than a caller may give.
        if (customId is not null && !metadata.TryAdd(CustomId, customId) && metadata[CustomId] != customId)
        {
            fields.Problem(CustomId, $"is '{customId}', and metadata.{CustomId} is another; give one of the two.");
        }

        var speaking = SpeakingFields.Read(fields, _options.Model(model));
        var show = ReadShow(fields, format);
        var dryRun = fields.Flag("dry_run") == true;
        if (fields.Flag("stream") == true)
        {
            fields.Problem("stream", "is true; an episode is delivered as a whole, so only false is allowed.");
        }

        var extraBody = ReadExtraBody(fields);
        fields.RefuseOthers();
        // Values that the caller leaves open are chosen to fit; the caller's own values must fit.
        var rate = new PcmFormat(sampleRate ?? format.OnlySampleRateHz ?? _options.Model(model).RequestRateHz(null), 1);
        if (format.BitRates.Count > 0 && format.Refusal(rate, SampleEncoding.PcmS16Le, bitRate ?? format.DefaultBitRate) is { } mismatch)
        {
            fields.Problem(bitRate is null ? "sample_rate" : "bit_rate", mismatch);
        }

        var article = source?.ReadArticle(speaking.Speakers?.Keys, problems, logger ?? NullLogger<RequestReader>.Instance);
        if (problems.Count > 0 || source is null)
        {
            return new RequestResult(null, problems) { CustomId = customId };
        }

        var request = new JobRequest(
            new RequestedSource(source.Document?.Format, source.Address, source.Title, source.Author, source.Date, source.Reading),
            new RequestedVoice(model, voice, language, extra, speaking.Pronunciations, speaking.Speakers, speaking.Pauses, LanguageDetected: null, speed, instructions, extraBody, named),
            new RequestedOutput(format, encoding, sampleRate, bitRate ?? format.DefaultBitRate, lufs, loudness, leadIn, leadOut),
            new RequestedDelivery(webhook, expiresAfter, metadata, show, retentionDays, webhookEvents));
        return new RequestResult(new JobSubmission(article is null ? request : request.CompletedBy(article), source.Document, article, dryRun), []) { CustomId = customId };
    }

    (string Model, string Voice, SpeechChoice? Named) ReadVoice(RequestFields fields)
    {
        var model = fields.Text("model", MaxModelLength);
        if (fields.Has("model") && string.IsNullOrWhiteSpace(model))
        {
            if (model is not null)
            {
                fields.Problem("model", "is empty.");
            }

            model = _options.DefaultModel;
        }

        var voice = fields.Text("voice", int.MaxValue);
        var effective = model ?? _options.DefaultModel;
        if (!fields.Has("voice") && fields.Has("model") && !string.Equals(effective, _options.DefaultModel, StringComparison.OrdinalIgnoreCase))
        {
            fields.Problem("voice", "is missing. Name a voice of the model: only the default model has a default voice.");
        }
        else if (voice is not null && VoiceName.Problem(voice, _options.Model(effective).MixesVoices) is { } problem)
        {
            fields.Problem("voice", problem);
        }

        var named = (fields.Has("model") ? SpeechChoice.Model : SpeechChoice.None) | (fields.Has("voice") ? SpeechChoice.Voice : SpeechChoice.None);
        return (effective, voice ?? _options.DefaultVoice, named == SpeechChoice.None ? null : named);
    }

    static string? ReadLanguage(RequestFields fields)
    {
        var language = fields.Text("language", 35);
        if (language is null)
        {
            return null;
        }

        if (!LanguageTag.IsWellFormed(language))
        {
            fields.Problem("language", $"is '{language}'; it must be a language tag such as en or zh-hk.");
        }

        return language.ToLowerInvariant();
    }

    static JsonElement? ReadExtra(RequestFields fields, string name)
    {
        if (fields.Object(name) is null || fields.RawText(name) is not { } extra)
        {
            return null;
        }

        if (extra.GetRawText().Length > MaxExtraLength)
        {
            fields.Problem(name, $"is longer than {MaxExtraLength} characters.");
        }

        return extra.Clone();
    }

    /// <summary>Fields for the endpoint that the pipeline does not know; one that it knows has its own place.</summary>
    static JsonElement? ReadExtraBody(RequestFields fields)
    {
        const string name = "extra_body";
        if (ReadExtra(fields, name) is not { } extra)
        {
            return null;
        }

        foreach (var member in extra.EnumerateObject().Where(member => fields.Knows(member.Name)))
        {
            fields.ProblemBelow(name, member.Name, "is a field of the job itself; write it there.");
        }

        return extra;
    }

    static double? ReadSpeed(RequestFields fields)
    {
        const string name = "speed";
        if (fields.RawText(name) is not { } value)
        {
            return null;
        }

        var speed = value.ValueKind == JsonValueKind.Number ? value.GetDouble() : double.NaN;
        if (speed is not (>= LeastSpeed and <= MostSpeed))
        {
            fields.Refuse(name, value, "a number from 0.25 to 4");
            return null;
        }

        return speed;
    }

    static string? ReadInstructions(RequestFields fields) =>
        fields.Text("instructions", MaxInstructionsLength) is { } text && !string.IsNullOrWhiteSpace(text) ? text : null;

    // A format without a bit rate ignores it, so that one request fits all formats; but a bit rate that no format has is a mistake.
    static int? ReadBitRate(RequestFields fields, OutputFormat format) => fields.Choice(
        "bit_rate", format.BitRates.Count > 0 ? format.BitRates : [.. OutputFormats.All.SelectMany(one => one.BitRates).Distinct().Order()]);

    (int LeadIn, int LeadOut) ReadLeads(RequestFields fields, string? loudness)
    {
        var (leadIn, leadOut) = (sound.Value.LeadInMilliseconds, sound.Value.LeadOutMilliseconds);
        if (loudness == LoudnessField.Audiobook)
        {
            // ACX asks for 0.5 to 1 s before the first word and 1 to 5 s after the last; the speech itself has up to 0.1 s of silence at its ends.
            (leadIn, leadOut) = (Math.Clamp(leadIn, 600, 900), Math.Clamp(leadOut, 1_500, 4_500));
        }

        return (Lead("lead_in_ms") ?? leadIn, Lead("lead_out_ms") ?? leadOut);

        int? Lead(string name)
        {
            var milliseconds = fields.Integer(name);
            if (milliseconds is < 0 or > SoundOptions.MostLeadMs)
            {
                fields.Problem(name, $"is {milliseconds}; it must be from 0 to {SoundOptions.MostLeadMs} milliseconds.");
            }

            return milliseconds;
        }
    }

    static string? ReadShow(RequestFields fields, OutputFormat format)
    {
        var show = fields.Text("show", ShowName.MaxLength);
        if (show is not null && !ShowName.TryParse(show, out _))
        {
            fields.Problem("show", $"is '{show}'; it must be {ShowName.Form}.");
        }
        else if (show is not null && !format.IsPlayable)
        {
            fields.Problem("response_format", $"is {format}, which no podcast app can play; an episode of a show must be {string.Join(" or ", OutputFormats.PlayableNames)}.");
        }

        return show;
    }

    static int? ReadExpiry(RequestFields fields)
    {
        const int shortest = 60, longest = 30 * 24 * 60 * 60;
        var seconds = fields.Integer("expires_after");
        if (seconds is < shortest or > longest)
        {
            fields.Problem("expires_after", $"is {seconds}; it must be from {shortest} to {longest} seconds.");
        }

        return seconds;
    }

    static FieldProblem? BodyProblem(ArticleSource document) =>
        document.Format.ProblemOf(document.Content.ToMemory().Span) is { } problem ? new FieldProblem("#", problem) : null;
}

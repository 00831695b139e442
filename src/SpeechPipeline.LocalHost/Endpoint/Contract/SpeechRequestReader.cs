using System.Text.Json;
using System.Text.RegularExpressions;
using SpeechPipeline.Audio;
using SpeechPipeline.LocalHost.Endpoint.Models;

namespace SpeechPipeline.LocalHost.Endpoint.Contract;

/// <summary>Reads a body into a <see cref="SpeechRequest"/>, or refuses it as the contract says.</summary>
static partial class SpeechRequestReader
{
    const int MinSampleRateHz = 8_000;
    const int MaxSampleRateHz = 48_000;
    const int DefaultBitRate = 128_000;
    static readonly int[] BitRates = [32_000, 64_000, 96_000, 128_000, 192_000];

    /// <exception cref="RefusedException">A field is missing or wrong.</exception>
    public static SpeechRequest Read(JsonElement body)
    {
        if (body.ValueKind != JsonValueKind.Object)
        {
            throw new RefusedException(400, EndpointError.InvalidRequest("The body must be a JSON object.", null, "invalid_json"));
        }

        var fields = new JsonFields(body);
        var model = Model(fields.RequiredText("model"));
        var input = Input(fields.RequiredText("input"), model);
        var voice = fields.RequiredText("voice");
        var spokenBy = model.TryFindVoice(voice, out var found)
            ? found.SpokenBy
            : throw RefusedException.Invalid("voice", $"is {JsonFields.Quote(voice)}, which {model.Id} does not have; see /v1/voices?model={model.Id}.", "invalid_voice");
        // `pcm` is what OpenAI's clients call raw.
        var format = fields.Choice("response_format", ("mp3", ResponseFormat.Mp3), ("wav", ResponseFormat.Wav), ("raw", ResponseFormat.Raw), ("pcm", ResponseFormat.Raw));
        var encoding = fields.Choice(
            "response_encoding",
            ("pcm_f32le", SampleEncoding.PcmF32Le), ("pcm_s16le", SampleEncoding.PcmS16Le), ("pcm_mulaw", SampleEncoding.PcmMuLaw), ("pcm_alaw", SampleEncoding.PcmALaw));
        var sampleRate = fields.Integer("sample_rate");
        var bitRate = BitRate(fields.Integer("bit_rate"));
        var language = Language(fields.Text("language") ?? "en");
        CheckExtraParams(fields);
        var speed = fields.Number("speed") ?? 1;
        if (speed is not (>= 0.25 and <= 4))
        {
            throw RefusedException.Invalid("speed", "must be from 0.25 to 4.");
        }

        if (fields.Boolean("stream") == true)
        {
            throw RefusedException.Invalid("stream", "must be false: this endpoint answers with the whole audio.", "unsupported_value");
        }

        var chosenFormat = format ?? model.DefaultFormat;
        return new SpeechRequest
        {
            Model = model,
            Input = input,
            Voice = voice,
            SpokenBy = spokenBy,
            Format = chosenFormat,
            Encoding = model.ObeysAudioSettings ? encoding ?? SampleEncoding.PcmF32Le : SampleEncoding.PcmS16Le,
            SampleRateHz = model.ObeysAudioSettings ? SampleRate(sampleRate ?? model.SampleRateHz, chosenFormat) : model.SampleRateHz,
            BitRate = model.ObeysAudioSettings ? bitRate ?? DefaultBitRate : DefaultBitRate,
            Language = language,
            Speed = speed,
        };
    }

    static SpeechModel Model(string id) => SpeechModels.All.FirstOrDefault(model => model.Id == id) ?? throw RefusedException.UnknownModel(id);

    static string Input(string input, SpeechModel model)
    {
        if (string.IsNullOrWhiteSpace(input))
        {
            throw RefusedException.Invalid("input", "is empty.");
        }

        return model.AcceptedCharacters is { } most && input.Length > most
            ? throw RefusedException.Invalid("input", $"has {input.Length} characters; {model.Id} takes {most}.", "string_above_max_length")
            : input;
    }

    static int SampleRate(int hz, ResponseFormat format)
    {
        if (hz is < MinSampleRateHz or > MaxSampleRateHz)
        {
            throw RefusedException.Invalid("sample_rate", $"is {hz}; allowed are {MinSampleRateHz} to {MaxSampleRateHz} Hz.");
        }

        return format != ResponseFormat.Mp3 || Mp3Format.SampleRatesHz.Contains(hz)
            ? hz
            : throw RefusedException.Invalid("sample_rate", $"is {hz}; MP3 has {string.Join(", ", Mp3Format.SampleRatesHz)} Hz.");
    }

    static int? BitRate(int? bitsPerSecond) => bitsPerSecond is not { } rate || BitRates.Contains(rate)
        ? bitsPerSecond
        : throw RefusedException.Invalid("bit_rate", $"is {rate}; allowed are {string.Join(", ", BitRates)}.");

    static string Language(string locale) => Locale().IsMatch(locale)
        ? locale
        : throw RefusedException.Invalid("language", $"is {JsonFields.Quote(locale)}; expected a lower-case locale such as en or zh-hk.");

    static void CheckExtraParams(JsonFields fields)
    {
        if (fields.Find("extra_params") is not { } extra)
        {
            return;
        }

        if (extra.ValueKind != JsonValueKind.Object)
        {
            throw RefusedException.Invalid("extra_params", "must be an object.", "invalid_type");
        }

        if (new JsonFields(extra).Find("pronunciation_dict") is not { } rules)
        {
            return;
        }

        var wellFormed = rules.ValueKind == JsonValueKind.Array
            && rules.EnumerateArray().All(rule => rule.ValueKind == JsonValueKind.String && Rule().IsMatch(rule.GetRawText()));
        if (!wellFormed)
        {
            throw RefusedException.Invalid("extra_params.pronunciation_dict", "must be a list of \"source/replacement\".", "invalid_type");
        }
    }

    [GeneratedRegex(@"\A[a-z]{2,3}(-[a-z0-9]{2,8})*\z", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex Locale();

    /// <summary>Whether it is a JSON string with a slash inside, neither first nor last.</summary>
    [GeneratedRegex("\\A\"[^/]+/.+\"\\z", RegexOptions.CultureInvariant)]
    private static partial Regex Rule();
}

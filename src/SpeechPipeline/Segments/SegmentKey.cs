using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using SpeechPipeline.Speech;

namespace SpeechPipeline.Segments;

/// <summary>
/// Names a segment's speech by everything that decides how it sounds: SHA-256, in hexadecimal, of the UTF-8 lines
/// <c>speech-segment/2</c>, endpoint, model, voice, language, sample rate, extra parameters (JSON with sorted names), and the
/// text. Only the text, which comes last, can contain a line feed, so different requests never give the same bytes.
/// </summary>
public static class SegmentKey
{
    const string Version = "speech-segment/2";

    public static string Of(string endpoint, SpeechRequest request)
    {
        ArgumentNullException.ThrowIfNull(endpoint);
        ArgumentNullException.ThrowIfNull(request);
        var canonical = string.Join('\n',
            Version,
            Line(endpoint),
            Line(request.Model),
            Line(request.Voice),
            Line(request.Language),
            $"{request.SampleRateHz}",
            request.ExtraParameters is { } extra ? Canonical(extra) : "",
            request.Input);
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(canonical)));
    }

    static string Line(string value) => JsonSerializer.Serialize(value);

    static string Canonical(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.Object => "{" + string.Join(',', json.EnumerateObject()
            .OrderBy(member => member.Name, StringComparer.Ordinal)
            .Select(member => $"{Line(member.Name)}:{Canonical(member.Value)}")) + "}",
        JsonValueKind.Array => "[" + string.Join(',', json.EnumerateArray().Select(Canonical)) + "]",
        JsonValueKind.String => Line(json.GetString()!),
        _ => json.GetRawText(),
    };
}

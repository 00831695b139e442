using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using SpeechPipeline.Speech;

namespace SpeechPipeline.Segments;

/// <summary>
/// Names a segment's speech by everything that decides how it sounds: SHA-256, in hexadecimal, of the UTF-8 lines
/// <c>speech-segment/2</c>, endpoint, model, voice, language, sample rate, extra parameters (JSON with sorted names), and the
/// text. Only the text, which comes last, can contain a line feed, so different requests never give the same bytes. With speed, instructions
/// or further fields, it is <c>speech-segment/3</c>, and they stand on three lines before the text.
/// </summary>
public static class SegmentKey
{
    const string Version = "speech-segment/2";
    const string StyledVersion = "speech-segment/3";

    public static string Of(string endpoint, SpeechRequest request)
    {
        ArgumentNullException.ThrowIfNull(endpoint);
        ArgumentNullException.ThrowIfNull(request);
        var style = request is { Speed: null, Instructions: null, ExtraBody: null } ? null : string.Join('\n',
            request.Speed?.ToString("R", CultureInfo.InvariantCulture) ?? "",
            request.Instructions is { } instructions ? Line(instructions) : "",
            request.ExtraBody is { } body ? Canonical(body) : "");
        var canonical = string.Join('\n',
            style is null ? Version : StyledVersion,
            Line(endpoint),
            Line(request.Model),
            Line(request.Voice),
            Line(request.Language),
            $"{request.SampleRateHz}",
            request.ExtraParameters is { } extra ? Canonical(extra) : "",
            style is null ? request.Input : $"{style}\n{request.Input}");
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

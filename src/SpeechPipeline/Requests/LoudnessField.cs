using System.Text.Json;
using SpeechPipeline.Audio.Loudness;

namespace SpeechPipeline.Requests;

/// <summary>The field <c>loudness_lufs</c>: a number of LUFS, or <c>"off"</c>.</summary>
static class LoudnessField
{
    const string Name = "loudness_lufs";
    const string Off = "off";

    /// <param name="fields">The fields of the request.</param>
    /// <param name="byDefault">The value if the request does not set it.</param>
    /// <returns>Null if the sound is to stay unchanged.</returns>
    public static double? Read(RequestFields fields, double byDefault)
    {
        if (fields.RawText(Name) is not { } value)
        {
            return byDefault;
        }

        if (value.ValueKind == JsonValueKind.String && value.ValueEquals(Off))
        {
            return null;
        }

        var lufs = value.ValueKind == JsonValueKind.Number ? value.GetDouble() : double.NaN;
        if (lufs is not (>= TargetLoudness.LeastLufs and <= TargetLoudness.MostLufs))
        {
            fields.Refuse(Name, value, $"a number from {TargetLoudness.LeastLufs} to {TargetLoudness.MostLufs}, or \"{Off}\"");
            return null;
        }

        return lufs;
    }
}

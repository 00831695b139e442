using System.Text.Json;
using SpeechPipeline.Audio.Loudness;

namespace SpeechPipeline.Requests;

/// <summary>The fields <c>loudness_lufs</c>, a number of LUFS or <c>"off"</c>, and <c>loudness</c>, which names a rule of others.</summary>
static class LoudnessField
{
    /// <summary>See <see cref="TargetLoudness.Audiobook"/>.</summary>
    public const string Audiobook = "audiobook";

    const string Name = "loudness_lufs";
    const string Rule = "loudness";
    const string Off = "off";

    /// <param name="fields">The fields of the request.</param>
    /// <param name="byDefault">The value if the request does not set it.</param>
    /// <returns>The LUFS, null if the sound is to stay unchanged; and the rule, null where it is the LUFS that count.</returns>
    public static (double? Lufs, string? Rule) Read(RequestFields fields, double byDefault)
    {
        var rule = fields.Text(Rule);
        if (rule is not (null or Audiobook))
        {
            fields.Problem(Rule, $"is not \"{Audiobook}\", the only word that it takes; a number of LUFS goes into {Name}.");
        }
        else if (rule is not null && fields.Has(Name))
        {
            fields.Problem(Rule, $"is \"{rule}\", but {Name} is set too; leave one of them out.");
        }

        return (ReadLufs(fields, byDefault), rule);
    }

    static double? ReadLufs(RequestFields fields, double byDefault)
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

using System.Globalization;
using System.Text.RegularExpressions;

namespace SpeechPipeline.LocalHost.Endpoint.Models;

/// <summary>A voice of a mix, with its weight (1 where none is given).</summary>
sealed partial record VoiceMix(string Voice, double Weight)
{
    /// <summary>Reads <c>af_bella+af_heart</c> and <c>af_bella(2)+af_heart(0.5)</c>: names joined by +, each with a positive weight or none.</summary>
    public static bool TryParse(string text, out IReadOnlyList<VoiceMix> parts)
    {
        var read = text.Split('+').Select(ReadPart).OfType<VoiceMix>().ToList();
        parts = read;
        return read.Count == text.Count(character => character == '+') + 1;
    }

    static VoiceMix? ReadPart(string text)
    {
        var match = Part().Match(text);
        if (!match.Success)
        {
            return null;
        }

        var weight = match.Groups["weight"].Success ? double.Parse(match.Groups["weight"].Value, CultureInfo.InvariantCulture) : 1;
        return weight > 0 ? new VoiceMix(match.Groups["voice"].Value, weight) : null;
    }

    [GeneratedRegex(@"^(?<voice>[^()+]+)(\((?<weight>[0-9]{1,6}(\.[0-9]{1,6})?)\))?$", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex Part();
}

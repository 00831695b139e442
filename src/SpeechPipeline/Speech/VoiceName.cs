using System.Globalization;

namespace SpeechPipeline.Speech;

/// <summary>The form of a <c>voice</c>: one name (which may hold spaces), or a blend such as <c>af_bella(2)+af_heart(1)</c>.</summary>
public static class VoiceName
{
    const int MaxLength = 200;

    /// <summary>The problem of the form of <paramref name="voice"/>, in words; null if there is none. The endpoint decides whether the voice exists.</summary>
    public static string? Problem(string voice, bool mayMix)
    {
        if (string.IsNullOrWhiteSpace(voice))
        {
            return "is empty.";
        }

        if (voice.Length > MaxLength)
        {
            return $"has {voice.Length} characters; at most {MaxLength} are allowed.";
        }

        if (voice.Any(char.IsControl))
        {
            return "has a control character.";
        }

        var parts = voice.Split('+');
        if (parts.Length > 1 && !mayMix)
        {
            return $"is a blend ('{voice}'); this model takes one voice name.";
        }

        // The endpoint decides which single names are valid; they may even have parentheses.
        return parts.Length == 1 && !voice.Contains('(', StringComparison.Ordinal)
            ? null
            : mayMix ? parts.Select(PartProblem).FirstOrDefault(problem => problem is not null) : null;
    }

    static string? PartProblem(string part)
    {
        var open = part.IndexOf('(', StringComparison.Ordinal);
        var name = open < 0 ? part : part[..open];
        if (string.IsNullOrWhiteSpace(name) || name.Contains(')', StringComparison.Ordinal))
        {
            return $"has a part without a name ('{part}'); a blend is written 'name+name' or 'name(weight)+name(weight)'.";
        }

        if (open < 0)
        {
            return null;
        }

        var weighed = part.EndsWith(')')
            && double.TryParse(part.AsSpan(open + 1, part.Length - open - 2), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var weight)
            && weight > 0 && double.IsFinite(weight);
        return weighed ? null : $"has a part without a valid weight ('{part}'); a weight is a number above 0 in parentheses.";
    }
}

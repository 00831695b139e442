using System.Diagnostics.CodeAnalysis;
using SpeechPipeline.Text;

namespace SpeechPipeline.Normalization;

/// <summary>Finds the names of speakers at the start of the lines of a script, in any case: <c>Anna:</c>, <c>ANNA :</c>, <c>アンナ：</c>.</summary>
sealed class SpeakerNames
{
    readonly Dictionary<string, string> _names = new(StringComparer.OrdinalIgnoreCase);
    readonly int _longest;

    public SpeakerNames(IEnumerable<string> names)
    {
        foreach (var name in names)
        {
            _names.TryAdd(SpokenText.Normalize(name), name);
        }

        _longest = _names.Count == 0 ? 0 : _names.Keys.Max(name => name.Length);
    }

    public bool IsEmpty => _names.Count == 0;

    /// <summary>Whether <paramref name="line"/> begins with a name and a colon.</summary>
    /// <param name="line">A line or a paragraph.</param>
    /// <param name="name">The name as the request maps it.</param>
    /// <param name="speech">The start of the words after the colon.</param>
    public bool TryTake(ReadOnlySpan<char> line, [NotNullWhen(true)] out string? name, out int speech)
    {
        // Room for emphasis in Markdown on either side: **Anna**:
        var colon = line[..Math.Min(line.Length, _longest + 8)].IndexOfAny(':', '：');
        speech = colon + 1;
        name = null;
        return colon > 0 && !IsEmpty && _names.TryGetValue(line[..colon].Trim("*_ ").ToString(), out name);
    }
}

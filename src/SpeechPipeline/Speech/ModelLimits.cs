using SpeechPipeline.Text;
namespace SpeechPipeline.Speech;

/// <summary>
/// How much text a model speaks well in one call, in the units of <see cref="SpokenLength"/>: letters of an alphabet count one each,
/// ideographs, syllable signs and digits more, as they take longer to say.
/// </summary>
/// <param name="MaxCharacters">No segment is longer; at least 4, room for one character of any script.</param>
/// <param name="MinCharacters">A shorter segment is joined to its neighbour where that is possible; from 0 to <paramref name="MaxCharacters"/>.</param>
/// <exception cref="ArgumentOutOfRangeException">A limit is out of its range.</exception>
public sealed record ModelLimits(int MaxCharacters, int MinCharacters)
{
    public int MaxCharacters { get; } = MaxCharacters >= SpokenLength.Longest
        ? MaxCharacters
        : throw new ArgumentOutOfRangeException(nameof(MaxCharacters), MaxCharacters, $"At least {SpokenLength.Longest} characters are needed.");

    public int MinCharacters { get; } = MinCharacters >= 0 && MinCharacters <= MaxCharacters
        ? MinCharacters
        : throw new ArgumentOutOfRangeException(nameof(MinCharacters), MinCharacters, "It must lie between 0 and the maximum.");
}

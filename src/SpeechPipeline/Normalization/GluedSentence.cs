using System.Collections.Frozen;
using SpeechPipeline.Text;

namespace SpeechPipeline.Normalization;

/// <summary>
/// Two sentences without the space between them, as a lost line break leaves them: "the lamp.This". Only before a word that begins
/// sentences, so that the names of programs (<c>os.Exit</c>) and sites (<c>Amazon.In</c>) stay whole.
/// </summary>
static class GluedSentence
{
    const int LeastWord = 3;

    // Besides the words that may follow an abbreviation.
    static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Openers =
        "are was were does did can could would should will may have has had let please today yesterday tomorrow maybe perhaps also first finally".Split(' ')
            .ToFrozenSet(StringComparer.OrdinalIgnoreCase).GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>The same with the space; null if it is one word.</summary>
    /// <param name="token">The letters, digits and marks between two spaces or other signs.</param>
    public static string? Part(ReadOnlySpan<char> token)
    {
        var stop = token.IndexOf('.');
        var next = token[(stop + 1)..];
        return stop >= LeastWord && next.Length >= LeastWord && char.IsUpper(next[0]) && next.IndexOfAny(".-_+@") < 0
            && IsEndOfWord(token[(stop - LeastWord)..stop]) && (Abbreviations.IsStarter(next) || Openers.Contains(next))
            ? $"{token[..(stop + 1)]} {next}" : null;
    }

    // Small letters, or digits: a name in capitals, or with them, may go on behind the stop.
    static bool IsEndOfWord(ReadOnlySpan<char> end)
    {
        foreach (var c in end)
        {
            if (!char.IsLower(c) && !char.IsDigit(c))
            {
                return false;
            }
        }

        return true;
    }
}

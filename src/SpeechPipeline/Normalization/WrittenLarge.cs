using System.Buffers;
using System.Collections.Frozen;
using System.Text;
using System.Text.RegularExpressions;
using SpeechPipeline.Text;

namespace SpeechPipeline.Normalization;

/// <summary>
/// Words in capitals that are not acronyms, and that a voice would spell: the opening of a chapter ("IT WAS LATE WHEN the train"), and words
/// with spaces between their letters ("v e r y").
/// </summary>
static partial class WrittenLarge
{
    static readonly SearchValues<char> Vowels = SearchValues.Create("AEIOUYÄÖÜÉÈÊÁÀÂÍÓÚАЕЁИОУЫЭЮЯ");

    static readonly SearchValues<char> RomanDigits = SearchValues.Create("IVXLC");

    // Common words that are not acronyms: next to them, capitals are only typography.
    static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Common =
        ("the and was were is are had has have of to not do did be been into upon than that this there when where which with from for his her she they you but "
        + "der das und war ist ein eine nicht von les des une est pas dans los las con para que era")
        .Split(' ').ToFrozenSet(StringComparer.OrdinalIgnoreCase).GetAlternateLookup<ReadOnlySpan<char>>();

    public static string Lower(string text)
    {
        text = Opening(text);
        return Spaced().IsMatch(text) ? Spaced().Replace(text, Joined) : text;
    }

    // The capitals that begin a paragraph, up to the first word that is not in capitals, over several sentences if need be.
    static string Opening(string text)
    {
        var end = EndOfCapitals(text, out var isWords);
        if (!isWords)
        {
            return text;
        }

        var lowered = new StringBuilder(text.Length);
        var isStart = true;
        for (var at = 0; at < end;)
        {
            if (!char.IsLetter(text[at]))
            {
                isStart |= SentenceMarks.IsStop(text[at]);
                lowered.Append(text[at++]);
                continue;
            }

            var to = at;
            while (to < end && (char.IsLetter(text[to]) || text[to] is '’' or '\''))
            {
                to++;
            }

            var word = text[at..to];
            lowered.Append(IsAcronym(word) ? word : isStart || word.StartsWith("I’", StringComparison.Ordinal) || word.StartsWith("I'", StringComparison.Ordinal)
                ? word[0] + word[1..].ToLowerInvariant()
                : word.ToLowerInvariant());
            isStart = false;
            at = to;
        }

        return lowered.Append(text, end, text.Length - end).ToString();
    }

    // Letters that form no word, "I" and initials, Roman numbers.
    static bool IsAcronym(string word) =>
        !word.AsSpan().ContainsAny(Vowels) || (word.Length == 1 && word != "A") || !word.AsSpan().ContainsAnyExcept(RomanDigits);

    static int EndOfCapitals(string text, out bool isWords)
    {
        var (end, at, words, letters, common, longestCommon) = (0, 0, 0, 0, 0, 0);
        while (at < text.Length)
        {
            if (!char.IsLetterOrDigit(text[at]))
            {
                at++;
                continue;
            }

            var start = at;
            while (at < text.Length && (char.IsLetterOrDigit(text[at]) || (text[at] is '’' or '\'' && at + 1 < text.Length && char.IsLetter(text[at + 1]))))
            {
                at++;
            }

            var word = text.AsSpan(start, at - start);
            if (!IsInCapitals(word))
            {
                at = start;
                break;
            }

            (words, letters, end) = (words + 1, letters + word.Length, at);
            if (Common.Contains(word))
            {
                (common, longestCommon) = (common + 1, Math.Max(longestCommon, word.Length));
            }
        }

        // "NASA had called": an acronym that begins a sentence does not belong to the capitals before it.
        var stop = at < text.Length ? text.AsSpan(0, at).TrimEnd().LastIndexOf(' ') : -1;
        if (stop > 0 && SentenceMarks.IsStop(text[stop - 1]))
        {
            (end, words) = (stop, words - 1);
        }

        isWords = words >= 3 ? common > 0 || letters >= words * 5 : words >= 1 && longestCommon >= 3;
        return end;
    }

    static bool IsInCapitals(ReadOnlySpan<char> word)
    {
        foreach (var c in word)
        {
            if (!(char.IsUpper(c) || c is '’' or '\''))
            {
                return false;
            }
        }

        return true;
    }

    static string Joined(Match match)
    {
        var letters = match.Value.Replace(" ", "", StringComparison.Ordinal);
        // "A B C D" are letters.
        for (var i = 1; i < letters.Length; i++)
        {
            if (letters[i] != letters[i - 1] + 1)
            {
                return letters.Length < 4 ? match.Value : char.IsUpper(letters[0]) ? letters[0] + letters[1..].ToLowerInvariant() : letters;
            }
        }

        return match.Value;
    }

    [GeneratedRegex(@"(?<![\p{L}\p{N}.'’])(?:\p{Lu}(?: \p{Lu}){3,30}|\p{Ll}(?: \p{Ll}){3,30})(?![\p{L}\p{N}'’]| \p{L}(?!\p{L}))", RegexOptions.CultureInvariant)]
    private static partial Regex Spaced();
}

using System.Collections.Frozen;

namespace SpeechPipeline.Articles.Text;

/// <summary>
/// Joins words that were hyphenated at the end of a line: "nega-" and "tive" are one word, "well-" and "known" are two with a hyphen. The text
/// decides if it has the word elsewhere; else the two parts decide. In doubt the hyphen goes, as most words at the end of a line
/// were hyphenated there.
/// </summary>
sealed class PartedWords
{
    // First parts of words that are written with a hyphen.
    static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Leads = Words(
        "well ill self half non ex anti semi pre post co so far high low old new long short all cross mid near great grand mother father sister brother step full part hard soft "
        + "good bad best better deep wide quick slow ever never much little left right top side open close hand heart cold hot warm dark light red blue green black white grey gray "
        + "one two three four five six seven eight nine ten twenty thirty forty fifty sixty seventy eighty ninety hundred first second third last next up down in out off on over to a e x t "
        + "peut rendez celui celle ceux quelques grand petit demi mi sous vice c'est quasi arrière avant après по кое из в во так как что кто где nord süd ost west");

    // Second parts that are pronouns or particles after a verb or a name.
    static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Tails = Words(
        "il elle on ils elles je tu nous vous ce t moi toi le la les ci là lui leur y en même être dire "
        + "se lo los las me te lhe nos vos la-lo то либо нибудь ка таки нибудь de in of the and fashioned looking minded eyed haired like known made based free old");

    readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> _words;

    PartedWords(HashSet<string> words) => _words = words.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>The words of a text with lines that end in hyphens; null if there are none.</summary>
    public static PartedWords? Of(IReadOnlyList<PlainTextLine> lines)
    {
        if (!lines.Any(line => line.EndsInHyphen))
        {
            return null;
        }

        var words = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var line in lines)
        {
            var text = line.Text.AsSpan();
            for (var at = 0; at < text.Length;)
            {
                var start = at;
                while (at < text.Length && (char.IsLetter(text[at]) || (text[at] == '-' && at > start && at + 1 < text.Length && char.IsLetter(text[at + 1]))))
                {
                    at++;
                }

                if (at > start && !(at == text.Length - 1 && text[at] == '-') && !(start == 0))
                {
                    words.GetAlternateLookup<ReadOnlySpan<char>>().Add(text[start..at]);
                }

                at = Math.Max(at, start + 1);
            }
        }

        return new PartedWords(words);
    }

    /// <summary>Whether to remove the hyphen when the line is joined with the next.</summary>
    public bool IsPartedBetween(string line, string next)
    {
        var first = LastWord(line);
        var second = FirstWord(next);
        if (first.IsEmpty || second.IsEmpty || char.IsUpper(second[0]) || first.Contains('-') || second.Contains('-'))
        {
            return false;
        }

        if (_words.Contains($"{first}{second}"))
        {
            return true;
        }

        return !_words.Contains($"{first}-{second}") && !Leads.Contains(first) && !Tails.Contains(second) && !(first.Length >= 3 && second.Length >= 4 && _words.Contains(first) && _words.Contains(second));
    }

    static ReadOnlySpan<char> LastWord(string line)
    {
        var text = line.AsSpan(0, line.Length - 1);
        var start = text.Length;
        while (start > 0 && (char.IsLetter(text[start - 1]) || text[start - 1] is '-' or '\'' or '’'))
        {
            start--;
        }

        return text[start..];
    }

    static ReadOnlySpan<char> FirstWord(string line)
    {
        var end = 0;
        while (end < line.Length && (char.IsLetter(line[end]) || (line[end] == '-' && end + 1 < line.Length && char.IsLetter(line[end + 1]))))
        {
            end++;
        }

        return line.AsSpan(0, end);
    }

    static FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Words(string words) =>
        words.Split(' ').ToFrozenSet(StringComparer.OrdinalIgnoreCase).GetAlternateLookup<ReadOnlySpan<char>>();
}

using System.Globalization;

namespace SpeechPipeline.Text;

/// <summary>Decides whether a full stop belongs to the word before it: an abbreviation, an initial, an ordinal, the number of an item.</summary>
static class WordStop
{
    // These introduce an explanation or a name, with or without a space.
    static readonly string[] OpenPairs = ["zB", "dh", "ie", "eg", "vC", "те", "тк"];

    public static bool BelongsToWord(string text, int start, int stop, int next)
    {
        var word = NearbyWord.Before(text, start, stop);
        var following = NearbyWord.After(text, next);
        if (word.IsEmpty)
        {
            // N°. 1026
            return stop > start && text[stop - 1] is '°' or 'º' && following is [>= '0' and <= '9', ..];
        }

        // fig. A.1
        if (IsLetteredNumber(text, next))
        {
            following = NearbyWord.After(text, next + 1);
        }

        if (!word.ContainsAnyExceptInRange('0', '9'))
        {
            return IsListNumber(text, start, stop, word) || (word.Length <= 2 && IsOrdinal(text, start, stop - word.Length, following));
        }

        if (char.IsLetter(word[0]) && IsOneLetter(word))
        {
            return IsInitial(text, start, stop - word.Length, word[0], next, following);
        }

        if (word is ['a' or 'A' or 'p' or 'P', '.', 'm' or 'M'] && EndsWithTime(text, start, stop - word.Length, following))
        {
            return false;
        }

        return Abbreviations.Continues(word, following) || (word is "es" && NearbyWord.Before(text, start, Math.Max(start, stop - word.Length - 1)) is "ad");
    }

    // "at 6 p.m.", "by 10:30 a.m."
    static bool EndsWithTime(string text, int start, int at, ReadOnlySpan<char> following)
    {
        var hour = at - 1;
        while (hour > start && (char.IsAsciiDigit(text[hour - 1]) || text[hour - 1] is ':' or '.'))
        {
            hour--;
        }

        return hour > start && text[hour - 1] == ' ' && char.IsAsciiDigit(text[hour])
            && Abbreviations.EndsWithTime(NearbyWord.Before(text, start, hour - 1), NearbyWord.After(text, start), following);
    }

    static bool IsLetteredNumber(string text, int next) =>
        next + 2 < text.Length && char.IsAsciiLetterUpper(text[next]) && (char.IsAsciiDigit(text[next + 1]) || (text[next + 1] == '.' && char.IsAsciiDigit(text[next + 2])));

    // "1. Knead the dough", at the start of its sentence.
    static bool IsListNumber(string text, int start, int stop, ReadOnlySpan<char> digits) =>
        stop - start <= 6 && text.AsSpan(start, stop - start).TrimStart("([•⁃-–* ").Length == digits.Length;

    // Only German has a capital letter after an ordinal: "am 3. Oktober", "das 20. Jahrhundert".
    static bool IsOrdinal(string text, int start, int number, ReadOnlySpan<char> following)
    {
        var isAfterSpace = number > start && text[number - 1] == ' ';
        return (isAfterSpace && Abbreviations.IsBeforeOrdinal(NearbyWord.Before(text, start, number - 1)) && !Abbreviations.IsStarter(following))
            || Abbreviations.IsGermanMonth(following);
    }

    // "J. R. R. Tolkien", "z. B. Äpfel", "M. Dupont", "8 h. 30", but "plan B. The next day", "It was I. He knew." and "10 h. Elle dort."
    static bool IsInitial(string text, int start, int at, char letter, int next, ReadOnlySpan<char> following)
    {
        // 20 °C, km/h
        if (at > start && text[at - 1] is '°' or '/')
        {
            return false;
        }

        // "A. Preface", "Q. Why?": a single letter labels what follows.
        if (at == start || letter is 'M' or 'т' || IsInitialAt(text, next))
        {
            return true;
        }

        var isAfterSpace = at > start && text[at - 1] == ' ';
        if (isAfterSpace && at - 2 > start && text[at - 2] == '.')
        {
            return !Abbreviations.IsStarter(following) || IsOpenPair(text[at - 3], letter);
        }

        var before = isAfterSpace ? NearbyWord.Before(text, start, at - 1) : default;
        if (before is [.., >= '0' and <= '9'] && char.IsAsciiLetterLower(letter))
        {
            return following is [>= '0' and <= '9', ..];
        }

        if (letter == 'г' && before is not [.., >= '0' and <= '9'])
        {
            return true;
        }

        return letter == 'I' ? !(before is [var first, ..] && char.IsLower(first)) : !Abbreviations.IsStarter(following);
    }

    // The next word is one more initial: "A. A. Milne".
    static bool IsInitialAt(string text, int next) =>
        next + 1 < text.Length && char.IsUpper(text[next]) && text[next + 1] == '.';

    static bool IsOpenPair(char first, char second) => Array.Exists(OpenPairs, pair => pair[0] == first && pair[1] == second);

    // In the scripts of India a letter carries its vowel as a mark.
    static bool IsOneLetter(ReadOnlySpan<char> word)
    {
        foreach (var c in word[1..])
        {
            if (CharUnicodeInfo.GetUnicodeCategory(c) is not (UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark))
            {
                return false;
            }
        }

        return true;
    }
}

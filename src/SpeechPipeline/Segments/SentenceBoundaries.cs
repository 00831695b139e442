namespace SpeechPipeline.Segments;

/// <summary>
/// Finds the sentences of a normalized text: the rules of UAX #29, section 5, tailored for abbreviations, initials, ordinals, list
/// numbers and quoted speech. One pass; around each stop it looks at no more than a fixed number of characters.
/// </summary>
public static class SentenceBoundaries
{
    /// <summary>The sentences, without the white space between them; together they hold every other character of the text.</summary>
    public static IReadOnlyList<TextSpan> Find(string text)
    {
        var sentences = new List<TextSpan>();
        var start = SkipSpaces(text, 0);
        var isQuoted = false;
        for (var at = start; at < text.Length; at++)
        {
            isQuoted ^= text[at] == '"';
            if (!SentenceMarks.IsStop(text[at]))
                continue;
            var end = EndOfStop(text, at, isQuoted);
            var next = SkipSpaces(text, end);
            if (next < text.Length && IsBoundary(text, start, at, end, next))
            {
                sentences.Add(new TextSpan(start, end));
                (start, isQuoted) = (next, false);
            }
            else
            {
                isQuoted ^= text.AsSpan(at, end - at).Count('"') % 2 != 0;
            }

            at = end - 1;
        }

        var last = text.AsSpan().TrimEnd().Length;
        if (start < last)
            sentences.Add(new TextSpan(start, last));
        return sentences;
    }

    // SB9-SB11: the stop takes further stops and closing marks with it.
    private static int EndOfStop(string text, int stop, bool isQuoted)
    {
        // Without white space after the stop, the next mark may open what follows: 走吧。“好。”
        var isOwn = SentenceMarks.IsOwnStop(text[stop]);
        var end = stop + 1;
        while (end < text.Length && (SentenceMarks.IsStop(text[end]) || SentenceMarks.IsCombining(text[end])))
            end++;
        var closed = end;
        while (closed < text.Length && (Closes(text[closed]) || (!isOwn && SentenceMarks.IsOpenQuote(text[closed]) && !IsBeforeWord(text, closed))))
            closed++;
        // French sets a space before the closing guillemet (« Oui ! »), English typography between two quotation marks (‘Yes.’ ”).
        // Where German opens with the same sign, a word follows it.
        while (closed + 1 < text.Length && text[closed] == ' ' && SentenceMarks.IsFinalQuote(text[closed + 1])
            && !IsBeforeWord(text, closed + 1))
            closed += 2;
        while (closed < text.Length && SentenceMarks.IsCombining(text[closed]))
            closed++;
        return closed;

        bool Closes(char c)
        {
            var closes = SentenceMarks.IsClose(c) && (isQuoted || !isOwn || c != '"');
            isQuoted &= c != '"';
            return closes;
        }
    }

    private static bool IsBoundary(string text, int start, int stop, int end, int next)
    {
        var isSpaced = next > end;
        if (SentenceMarks.IsContinuation(text[next]))
            return false;
        if (SentenceMarks.IsOwnStop(text[stop]))
            return !IsJapaneseQuotation(text, end) && !(text[stop] == '．' && stop > 0 && char.IsDigit(text[stop - 1]) && char.IsDigit(text[next]));
        if (!isSpaced)
            return text[stop] is '!' or '?' && SpokenLength.Of(text[next]) > 1 && char.IsLetter(text[next]);
        if (ContinuesInLowerCase(text, next))
            return false;
        // Only a lone full stop can belong to an abbreviation; an ellipsis or a quotation mark after it ends what it ends.
        return text[stop] != '.' || end != stop + 1 || !BelongsToWord(text, start, stop, next);
    }

    // 「行く。」と言った: the quotation is the object of the sentence.
    private static bool IsJapaneseQuotation(string text, int end) => text[end - 1] is '」' or '』' && end < text.Length && text[end] == 'と';

    // SB8: marks may stand before the small letter; a letter of another kind or a number ends the search.
    private static bool ContinuesInLowerCase(string text, int next)
    {
        for (var at = next; at < Math.Min(text.Length, next + NearbyWord.Reach); at++)
        {
            if (char.IsLetterOrDigit(text[at]))
                return char.IsLower(text[at]);
        }

        return false;
    }

    private static bool BelongsToWord(string text, int start, int stop, int next)
    {
        var word = NearbyWord.Before(text, start, stop);
        var following = NearbyWord.After(text, next);
        if (word.IsEmpty)
            return false;
        if (!word.ContainsAnyExceptInRange('0', '9'))
            return IsListNumber(text, start, stop, word) || (word.Length <= 2 && !Abbreviations.IsStarter(following));
        if (word.Length == 1 && char.IsLetter(word[0]))
            return IsInitial(text, start, stop, word[0], following);
        return Abbreviations.Continues(word, following);
    }

    // "1. Knead the dough", at the start of its sentence.
    private static bool IsListNumber(string text, int start, int stop, ReadOnlySpan<char> digits) =>
        stop - start <= 4 && text.AsSpan(start, stop - start).TrimStart("([").Length == digits.Length;

    // "J. R. R. Tolkien", "z. B. Äpfel", "M. Dupont", but "plan B. The next day" and "It was I. He knew."
    private static bool IsInitial(string text, int start, int stop, char letter, ReadOnlySpan<char> following)
    {
        if (letter is 'M' or 'г' or 'т')
            return true;
        var before = stop - 2;
        if (before > start + 1 && text[before] == ' ' && text[before - 1] == '.')
            return true;
        var followsSmallWord = before > start && text[before] == ' ' && NearbyWord.Before(text, start, before) is [var first, ..] && char.IsLower(first);
        return letter == 'I' ? !followsSmallWord : !Abbreviations.IsStarter(following);
    }

    private static bool IsBeforeWord(string text, int at) => at + 1 < text.Length && char.IsLetterOrDigit(text[at + 1]);

    private static int SkipSpaces(string text, int at)
    {
        while (at < text.Length && char.IsWhiteSpace(text[at]))
            at++;
        return at;
    }
}

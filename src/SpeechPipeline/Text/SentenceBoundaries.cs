namespace SpeechPipeline.Text;

/// <summary>
/// Finds the sentences of a normalized text: the rules of UAX #29, section 5, tailored for abbreviations, initials, ordinals, list
/// numbers and quoted speech. One pass; it examines at most a fixed number of characters around each stop.
/// </summary>
public static class SentenceBoundaries
{
    const int LongestName = 30;

    /// <summary>The sentences, without the white space between them; together they hold every other character of the text.</summary>
    public static IReadOnlyList<TextSpan> Find(string text)
    {
        var sentences = new List<TextSpan>();
        var start = SkipSpaces(text, 0);
        var isQuoted = false;
        var named = -1;
        var item = ItemNumber.At(text, start);
        for (var at = start; at < text.Length; at++)
        {
            if (text[at] == ' ' && at > start && ItemNumber.NextAt(text, start, at + 1, item) is { } follower)
            {
                sentences.Add(new TextSpan(start, at));
                (start, isQuoted, item) = (at + 1, false, follower);
                continue;
            }

            isQuoted ^= text[at] == '"';
            named = text[at] switch { '《' => at, '》' => -1, _ => named };
            if (!SentenceMarks.IsStop(text[at]) && !IsGreekQuestion(text, at))
            {
                continue;
            }

            var end = EndOfStop(text, at, isQuoted);
            var next = SkipSpaces(text, end);
            // The name of a work may contain a mark: 《摔跤吧！爸爸》.
            var isInName = named >= 0 && at - named <= LongestName && text.AsSpan(at, Math.Min(LongestName, text.Length - at)).Contains('》');
            if (next < text.Length && !isInName && IsBoundary(text, start, at, end, next))
            {
                sentences.Add(new TextSpan(start, end));
                (start, isQuoted, item) = (next, false, ItemNumber.At(text, next) ?? item);
            }
            else
            {
                isQuoted ^= text.AsSpan(at, end - at).Count('"') % 2 != 0;
            }

            at = end - 1;
        }

        var length = text.AsSpan().TrimEnd().Length;
        if (start < length)
        {
            sentences.Add(new TextSpan(start, length));
        }

        return sentences;
    }

    // SB9-SB11: the stop takes further stops and closing marks with it.
    static int EndOfStop(string text, int stop, bool isQuoted)
    {
        // Without white space after the stop, the next mark may open the next sentence: 走吧。“好。”
        var isOwn = SentenceMarks.IsOwnStop(text[stop]);
        var end = stop + 1;
        while (end < text.Length && (SentenceMarks.IsStop(text[end]) || SentenceMarks.IsCombining(text[end])))
        {
            end++;
        }

        var closed = end;
        while (closed < text.Length && (Closes(text[closed]) || (!isOwn && SentenceMarks.IsOpenQuote(text[closed]) && !IsBeforeWord(text, closed))))
        {
            closed++;
        }
        // French sets a space before the closing guillemet (« Oui ! »), English typography between two quotation marks (‘Yes.’ ”).
        // German opens with the same sign, directly before a word.
        while (closed + 1 < text.Length && text[closed] == ' ' && SentenceMarks.IsFinalQuote(text[closed + 1])
            && !IsBeforeWord(text, closed + 1))
        {
            closed += 2;
        }

        while (closed < text.Length && SentenceMarks.IsCombining(text[closed]))
        {
            closed++;
        }

        return closed;

        bool Closes(char c)
        {
            var closes = SentenceMarks.IsClose(c) && (isQuoted || !isOwn || c != '"');
            isQuoted &= c != '"';
            return closes;
        }
    }

    static bool IsBoundary(string text, int start, int stop, int end, int next)
    {
        var isSpaced = next > end;
        if (text[next] is '&' or '/' || IsMarkOfItem(text, start, stop, end) || IsGap(text, stop))
        {
            return false;
        }

        // "It was late. ...and then": an ellipsis begins a new sentence.
        if (isSpaced && end == stop + 1 && text[stop] == '.' && text.AsSpan(next).StartsWith("...", StringComparison.Ordinal))
        {
            return true;
        }

        if (SentenceMarks.IsContinuation(text[next]) && !BeginsSpeech(text, end, next))
        {
            return false;
        }

        if (HasOwnStop(text.AsSpan(stop, end - stop)))
        {
            return !IsJapaneseQuotation(text, end) && !(text[stop] == '．' && stop > 0 && char.IsDigit(text[stop - 1]) && char.IsDigit(text[next]));
        }

        if (!isSpaced)
        {
            return text[stop] is '!' or '?' && SpokenLength.Of(text[next]) > 1 && char.IsLetter(text[next]);
        }

        if (ContinuesInLowerCase(text, next))
        {
            return false;
        }

        if (text[stop] == '!' && end == stop + 1 && Abbreviations.IsMarkedName(NearbyWord.Before(text, start, stop), NearbyWord.After(text, next)))
        {
            return false;
        }

        // Only a single full stop can belong to an abbreviation; after an ellipsis or with a quotation mark behind it, it ends the sentence.
        return text[stop] != '.' || end != stop + 1 || !WordStop.BelongsToWord(text, start, stop, next);
    }

    // "1.) The first item", "a.) The first item", at the start of its sentence.
    static bool IsMarkOfItem(string text, int start, int stop, int end) =>
        end == stop + 2 && text[stop + 1] == ')' && stop - start is > 0 and <= 3
        && (!text.AsSpan(start, stop - start).ContainsAnyExceptInRange('0', '9') || (stop == start + 1 && char.IsAsciiLetterLower(text[start])));

    // "[...]" stands for words that were left out of a sentence.
    static bool IsGap(string text, int stop) => stop > 0 && text[stop - 1] == '[' && (text[stop] == '…' || text.AsSpan(stop).StartsWith("...]", StringComparison.Ordinal));

    // 「行く。」と言った: the quotation is the object of the sentence.
    static bool IsJapaneseQuotation(string text, int end) => text[end - 1] is '」' or '』' && end < text.Length && text[end] == 'と';

    // SB8: marks may stand before the small letter; a letter of another kind or a number ends the search. "iPads" begins a sentence.
    static bool ContinuesInLowerCase(string text, int next)
    {
        for (var at = next; at < Math.Min(text.Length, next + NearbyWord.Reach); at++)
        {
            if (char.IsLetterOrDigit(text[at]))
            {
                return char.IsLower(text[at]) && !(at + 1 < text.Length && char.IsUpper(text[at + 1]));
            }
        }

        return false;
    }

    // Speech that a dash begins, as in Spanish, French and Russian: "— Куда? — спросил он. — Домой."
    static bool BeginsSpeech(string text, int end, int next)
    {
        if (next == end || text[next] is not ('—' or '–' or '-'))
        {
            return false;
        }

        var word = SkipSpaces(text, next + 1);
        return word < text.Length && (text[next] != '-' || word > next + 1) && (char.IsUpper(text[word]) || text[word] is '¿' or '¡');
    }

    // Normalization makes a semicolon of the Greek question mark.
    static bool IsGreekQuestion(string text, int at) =>
        text[at] == ';' && at > 0 && text[at - 1] is >= '\u0370' and <= '\u03FF' or >= '\u1F00' and <= '\u1FFF'
        && at + 2 < text.Length && text[at + 1] == ' ' && !ContinuesInLowerCase(text, at + 2);

    static bool HasOwnStop(ReadOnlySpan<char> stops)
    {
        foreach (var c in stops)
        {
            if (SentenceMarks.IsOwnStop(c))
            {
                return true;
            }
        }

        return false;
    }

    static bool IsBeforeWord(string text, int at) => at + 1 < text.Length && char.IsLetterOrDigit(text[at + 1]);

    static int SkipSpaces(string text, int at)
    {
        while (at < text.Length && char.IsWhiteSpace(text[at]))
        {
            at++;
        }

        return at;
    }
}

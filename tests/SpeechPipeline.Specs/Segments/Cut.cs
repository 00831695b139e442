using SpeechPipeline.Text;

namespace SpeechPipeline.Specs.Segments;

/// <summary>Where a text may be cut, said by other means than the segmenter's own.</summary>
static class Cut
{
    /// <summary>
    /// Whether a cut at that place is inside a surrogate pair, a word or a number. Inside a run without spaces that is longer than the limit
    /// anything but a pair may be cut, and ideographs and kana are words by themselves.
    /// </summary>
    public static bool IsForbidden(string text, int at, int max)
    {
        if (at <= 0 || at >= text.Length)
        {
            return false;
        }

        if (char.IsSurrogatePair(text[at - 1], text[at]))
        {
            return true;
        }

        var (start, end) = (text.LastIndexOf(' ', at - 1) + 1, text.IndexOf(' ', at));
        if (start == at || end == at || SpokenLength.Of(text.AsSpan(start, (end < 0 ? text.Length : end) - start)) > max)
        {
            return false;
        }

        return (IsOfWord(text[at - 1]) && IsOfWord(text[at])) || IsInsideNumber(text, at);
    }

    // 1,000 and 3.14, cut before or after what stands between the digits.
    static bool IsInsideNumber(string text, int at) =>
        (IsMark(text[at]) && IsDigitAt(text, at - 1) && IsDigitAt(text, at + 1)) || (IsMark(text[at - 1]) && IsDigitAt(text, at - 2) && IsDigitAt(text, at));

    static bool IsMark(char c) => c is '.' or ',' or '\'' or '’';

    static bool IsDigitAt(string text, int at) => at >= 0 && at < text.Length && char.IsAsciiDigit(text[at]);

    static bool IsOfWord(char c) => char.IsDigit(c) || (char.IsLetter(c) && SpokenLength.Of(c) == 1);
}

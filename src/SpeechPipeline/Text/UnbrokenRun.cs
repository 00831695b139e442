using System.Globalization;
using System.Text;

namespace SpeechPipeline.Text;

/// <summary>
/// Splits a run that is longer than the limit and has no usable space: Chinese without punctuation, Thai, an address, a very long
/// number. It is split between graphemes, beside a space if there is one, and between two letters or digits that belong
/// together only if the run has nothing else.
/// </summary>
static class UnbrokenRun
{
    public static List<TextSpan> Cut(TextRuler ruler, TextSpan run, int max)
    {
        var pieces = new List<TextSpan>();
        var start = run.Start;
        while (true)
        {
            var left = ruler.LengthOf(start, run.End);
            if (left <= max)
            {
                break;
            }

            // As many pieces as the rest needs, each an equal share.
            var count = (left + max - 1) / max;
            var share = (left + count - 1) / count;
            var cut = CutAfter(ruler, start, run.End, share, max);
            pieces.Add(new TextSpan(start, ruler.Text[cut - 1] == ' ' ? cut - 1 : cut));
            start = cut;
        }

        pieces.Add(new TextSpan(start, run.End));
        return pieces;
    }

    // Prefer the best cut in the second half of the share, then the next good one within the limit, then one in the first half, then any.
    static int CutAfter(TextRuler ruler, int start, int end, int share, int max)
    {
        var text = ruler.Text;
        var (any, early, good, goodness) = (-1, -1, -1, 0);
        for (var at = start; at < end;)
        {
            // Stop at the limit: one grapheme may be as long as the whole text.
            at += StringInfo.GetNextTextElementLength(text.AsSpan(at, Math.Min(end - at, max + 1)));
            var length = ruler.LengthOf(start, at);
            if (length > max || at >= end || (length > share && good > 0))
            {
                break;
            }

            if (length <= share || any < 0)
            {
                any = at;
            }

            var quality = text[at - 1] == ' ' ? 2 : BindsTogether(text[at - 1], text[at]) ? 0 : 1;
            if (length * 2 < share)
            {
                early = quality > 0 ? at : early;
            }
            else if (quality > 0 && quality >= goodness)
            {
                (good, goodness) = (at, quality);
            }
        }

        if (any < 0)
        {
            return CutOfCodePoints(ruler, start, end, max);
        }

        return good > 0 ? good : early > 0 ? early : any;
    }

    // Letters of alphabets and digits form words and numbers; ideographs and kana stand alone. A mark belongs to the character
    // before it; between digits it belongs to both.
    static bool BindsTogether(char before, char after) =>
        (IsPartOfWord(before) && IsPartOfWord(after)) || after == ' ' || char.IsPunctuation(after)
        || (char.IsPunctuation(before) && char.IsDigit(after));

    static bool IsPartOfWord(char c) => char.IsDigit(c) || (char.IsLetter(c) && SpokenLength.Of(c) == 1);

    // One grapheme longer than the limit: thousands of marks on one letter. Splitting it loses nothing.
    static int CutOfCodePoints(TextRuler ruler, int start, int end, int max)
    {
        var at = start;
        while (true)
        {
            Rune.DecodeFromUtf16(ruler.Text.AsSpan(at, end - at), out _, out var units);
            if (ruler.LengthOf(start, at + units) > max)
            {
                return at;
            }

            at += units;
        }
    }
}

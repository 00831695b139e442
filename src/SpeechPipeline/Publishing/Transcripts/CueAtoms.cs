using System.Globalization;
using SpeechPipeline.Text;

namespace SpeechPipeline.Publishing.Transcripts;

/// <summary>
/// The smallest parts of a sentence after which a line may end: words or, in scripts without spaces, characters with the marks
/// that must stay with them. None is wider than a line.
/// </summary>
static class CueAtoms
{
    /// <summary>Small kana, the length mark and the repetition mark continue what is before them (JIS X 4051).</summary>
    const string Continuing = "ーぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶ々〻";

    public static List<TextSpan> Find(string text, TextSpan sentence, CueWidth width)
    {
        var atoms = new List<TextSpan>();
        foreach (var word in WordBoundaries.Find(text, sentence))
        {
            // White space that the normal form does not have.
            for (var start = word.Start; start < word.End;)
            {
                var end = start;
                while (end < word.End && (text[end] == ' ' || !char.IsWhiteSpace(text[end])))
                {
                    end++;
                }

                AddParts(atoms, text, Trimmed(text, start, end), width);
                start = end + 1;
            }
        }

        return atoms;
    }

    static void AddParts(List<TextSpan> atoms, string text, TextSpan word, CueWidth width)
    {
        var start = word.Start;
        // Splits a word that is too wide: an address, Thai, a very long number.
        for (var at = word.Start; at < word.End;)
        {
            var next = NextAfter(text, at, word.End);
            if (at > start && (width.Between(start, next) > CueWidth.Line || MayPart(text, at)))
            {
                atoms.Add(new TextSpan(start, at));
                start = at;
            }

            at = next;
        }

        if (start < word.End)
        {
            atoms.Add(new TextSpan(start, word.End));
        }
    }

    /// <summary>One grapheme may be as long as the whole text; it is cut to the width of a line.</summary>
    static int NextAfter(string text, int at, int end)
    {
        var next = at + StringInfo.GetNextTextElementLength(text.AsSpan(at, Math.Min(end - at, CueWidth.Line / 2)));
        return next < end && next > at + 1 && char.IsSurrogatePair(text[next - 1], text[next]) ? next - 1 : next;
    }

    /// <summary>Hangul is wide but has spaces between its words.</summary>
    static bool MayPart(string text, int at)
    {
        var (before, after) = (text[at - 1], text[at]);
        return (StandsAlone(before) || StandsAlone(after)) && !Opens(before) && !Clings(after);
    }

    static bool StandsAlone(char c) => c is (>= '\u2E80' and <= '\uA4CF') or (>= '\uF900' and <= '\uFAFF') or (>= '\uFF01' and <= '\uFF60')
        or (>= '\uD840' and <= '\uD8BF');

    static bool Opens(char c) => CharUnicodeInfo.GetUnicodeCategory(c) is UnicodeCategory.OpenPunctuation || SentenceMarks.IsOpenQuote(c);

    static bool Clings(char c) =>
        Continuing.Contains(c, StringComparison.Ordinal) || SentenceMarks.IsCombining(c) || (char.IsPunctuation(c) && !Opens(c));

    static TextSpan Trimmed(string text, int start, int end)
    {
        while (start < end && text[start] == ' ')
        {
            start++;
        }

        while (end > start && text[end - 1] == ' ')
        {
            end--;
        }

        return new TextSpan(start, end);
    }
}

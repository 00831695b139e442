using System.Text;
using SpeechPipeline.Text;

namespace SpeechPipeline.Normalization;

/// <summary>
/// Replaces text that only makes sense to the eye: addresses, hashtags, emoji, runs of punctuation. Numbers, dates and currencies
/// are left to the model. One pass; each character is examined at most a few times.
/// </summary>
static class SignNormalizer
{
    public static string Rewrite(string text, SpokenWords words)
    {
        text = FormulaSigns.Rewrite(RaisedNumbers.Rewrite(StrayMarkup.Remove(text), words.Formulas), words.Formulas);
        return WithoutSigns(SpokenText.Normalize(text), words);
    }

    static string WithoutSigns(string text, SpokenWords words)
    {
        StringBuilder? spoken = null;
        var copied = 0;
        for (var at = 0; at < text.Length;)
        {
            var (end, said) = Take(text, at, words);
            if (said is null)
            {
                at = end;
                continue;
            }

            spoken ??= new StringBuilder(text.Length);
            spoken.Append(text, copied, at - copied);
            if (said == "," && spoken is [.., ' '])
            {
                spoken.Length--;
            }

            if (said.Length == 0 && Emoji.MayBegin(text[at]))
            {
                end = AppendAfterPictures(spoken, text, end);
            }
            else
            {
                spoken.Append(said);
            }

            copied = at = end;
        }

        return spoken is null ? text : SpokenText.Normalize(spoken.Append(text, copied, text.Length - copied).ToString());
    }

    // The replacement for the text at this place; null: the text up to the end stays.
    static (int End, string? Said) Take(string text, int at, SpokenWords words)
    {
        var c = text[at];
        if (InternetName.IsOfToken(c) && c is not ('.' or '-' or '_' or '+'))
        {
            var end = InternetName.EndOfToken(text, at);
            var said = InternetName.Take(text, at, ref end, words) ?? GluedSentence.Part(text.AsSpan(at, end - at));
            return (end, said);
        }

        if (IsSilentSign(text, at))
        {
            return (at + 1, IsBetweenWords(text, at) ? "," : "");
        }

        if (IsDash(text, at))
        {
            return (at + 1, "—");
        }

        var tag = c == '#' ? Hashtag.LengthAt(text, at) : 0;
        if (tag > 0)
        {
            return (at + tag, Hashtag.Said(text.AsSpan(at, tag), words));
        }

        if (Emoji.IsVariation(c))
        {
            return (at + 1, "");
        }

        var pictures = Emoji.MayBegin(c) ? Emoji.LengthAt(text, at) : 0;
        if (pictures > 0)
        {
            return (at + pictures, "");
        }

        var run = RepeatedMarks.Take(text, at, out var length);
        return (at + length, run);
    }

    // "She came - nobody knew why - and left", but "10 - 3" and "- 5".
    static bool IsDash(string text, int at) =>
        text[at] == '-' && at >= 2 && at + 2 < text.Length && text[at - 1] == ' ' && text[at + 1] == ' ' && !char.IsDigit(text[at - 2]) && !char.IsDigit(text[at + 2]);

    // Arrows and bullets between words; a bullet is only a sign of the layout.
    static bool IsSilentSign(string text, int at) =>
        text[at] is '→' or '←' or '⇒' or '⇐' or '•' or '▪' or '▸' or '►' or '➜' or '¶' or '™' or '®'
        && (at == 0 || text[at - 1] == ' ' || text[at] is '¶' or '™' or '®') && (at + 1 == text.Length || text[at + 1] == ' ' || text[at] is '¶' or '™' or '®');

    // "A → B": the comma directly follows the word.
    static bool IsBetweenWords(string text, int at) =>
        text[at] is not ('¶' or '™' or '®') && at >= 2 && at + 2 < text.Length && char.IsLetterOrDigit(text[at - 2]) && char.IsLetterOrDigit(text[at + 2]);

    // Removing an emoji must not leave a space before a comma, join two words, or take the stop from a paragraph.
    static int AppendAfterPictures(StringBuilder spoken, string text, int end)
    {
        var wasSpaced = spoken is [.., ' '] || (end < text.Length && text[end] == ' ');
        while (spoken is [.., ' '])
        {
            spoken.Length--;
        }

        while (end < text.Length && text[end] == ' ')
        {
            end++;
        }

        if (end == text.Length)
        {
            var sofar = spoken.ToString();
            spoken.Clear().Append(SpokenText.WithStop(sofar));
        }
        else if (spoken.Length > 0 && !SentenceMarks.IsStop(text[end]) && !SentenceMarks.IsClose(text[end]) && text[end] is not (',' or ';' or ':')
            && (wasSpaced || (char.IsLetterOrDigit(spoken[^1]) && char.IsLetterOrDigit(text[end]) && !SpokenText.IsWide(new Rune(text[end])))))
        {
            spoken.Append(' ');
        }

        return end;
    }
}

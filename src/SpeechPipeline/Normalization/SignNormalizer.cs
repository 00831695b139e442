using System.Text;
using SpeechPipeline.Text;

namespace SpeechPipeline.Normalization;

/// <summary>
/// Makes what is written for the eye something to say: addresses, hashtags, emoji, runs of punctuation. Numbers, dates and currencies
/// are the model's. One pass; no character is looked at more often than a few times.
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

    // What stands at the place is said otherwise, or (null) goes on to the end as it is.
    static (int End, string? Said) Take(string text, int at, SpokenWords words)
    {
        var c = text[at];
        if (InternetName.IsOfToken(c) && c is not ('.' or '-' or '_' or '+'))
        {
            var end = InternetName.EndOfToken(text, at);
            var said = InternetName.Take(text, at, ref end, words);
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

    // Arrows and bullets between words; a sharp bullet is a sign of the page.
    static bool IsSilentSign(string text, int at) =>
        text[at] is '→' or '←' or '⇒' or '⇐' or '•' or '▪' or '▸' or '►' or '➜' or '¶' or '™' or '®'
        && (at == 0 || text[at - 1] == ' ' || text[at] is '¶' or '™' or '®') && (at + 1 == text.Length || text[at + 1] == ' ' || text[at] is '¶' or '™' or '®');

    // "A → B": the comma follows the word at once.
    static bool IsBetweenWords(string text, int at) =>
        text[at] is not ('¶' or '™' or '®') && at >= 2 && at + 2 < text.Length && char.IsLetterOrDigit(text[at - 2]) && char.IsLetterOrDigit(text[at + 2]);

    // No picture leaves a gap before a comma, a word without its space, or a paragraph without its stop.
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

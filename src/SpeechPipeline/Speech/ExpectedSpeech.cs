using System.Text;
using SpeechPipeline.Text;

namespace SpeechPipeline.Speech;

/// <summary>
/// How long the phrases of a text sound, in seconds without pauses, at a narrator's usual pace: a syllable takes so long for its vowel, and so long
/// for each consonant. That makes up for most of what languages differ in. Published rates of reading aloud are 6.2 syllables a second
/// for English, 6.0 for German, 7.2 for French, 7.8 for Spanish and Japanese, 5.2 for Mandarin (Pellegrino, Coupé and Marsico, <i>Language</i> 87,
/// 2011); a Spanish syllable has fewer consonants. By espeak-ng, this is within 15 % of English for 13 of 17 languages, and within 25 % for French and Korean.
/// Digits, signs and abbreviations are read in more than one way; each phrase says how uncertain it is.
/// </summary>
static class ExpectedSpeech
{
    // Fitted to four voices of the built-in endpoint, on 240 segments of pages and a novel.
    const double Vowel = 0.11, Consonant = 0.049, SilentE = -0.035;

    // What comes before a pause is drawn out (Klatt, Journal of Phonetics 3, 1975).
    const double Lengthening = 0.12;

    // French writes many letters that nobody says.
    const double French = 0.9;

    // A letter of a script whose vowels are not written, or are marks at the letter; of any other, for each unit of SpokenLength.
    const double AbjadLetter = 0.09, IndicLetter = 0.12, OtherLetter = 0.058;

    const double Digit = 0.3, DigitSpread = 0.1;
    const double Sign = 0.25, SignSpread = 0.2;
    const double Capital = 0.16, CapitalSpread = 0.05;

    // "St." is a saint, a street or two letters.
    const double Abbreviated = 0.25, AbbreviatedSpread = 0.2;

    const int LongestAcronym = 5;
    const string Vowels = "aeiouyæøœıαεηιουωаеиоуыэюяіє";

    static readonly char[] Marks = [.. ".,;:!?'\")]}”’»…"];

    /// <summary>The phrases of a text, between marks at which a voice may pause; none if nothing is spoken.</summary>
    /// <param name="text">The text.</param>
    /// <param name="language">Its language tag.</param>
    public static IReadOnlyList<Phrase> Of(string text, string language)
    {
        var phrases = new List<Phrase>();
        var times = language.StartsWith("fr", StringComparison.OrdinalIgnoreCase) ? French : 1;
        foreach (var sentence in SentenceBoundaries.Find(text))
        {
            var before = phrases.Count;
            foreach (var clause in ClauseBoundaries.Find(text, sentence))
            {
                var (mean, variance) = OfClause(clause.Of(text));
                if (mean > 0)
                {
                    phrases.Add(new Phrase((times * mean) + Lengthening, variance, EndsSentence: false));
                }
            }

            if (phrases.Count > before)
            {
                phrases[^1] = phrases[^1] with { EndsSentence = true };
            }
        }

        return phrases;
    }

    static (double Mean, double Variance) OfClause(string clause)
    {
        var (mean, variance) = (0.0, 0.0);
        foreach (var word in clause.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            var (seconds, spread) = OfWord(word);
            mean += seconds;
            variance += spread * spread;
        }

        return (mean, variance);
    }

    static (double Seconds, double Spread) OfWord(string word)
    {
        var (vowels, consonants, capitals, wasVowel) = (0, 0, 0, false);
        var (seconds, spread) = (0.0, 0.0);
        foreach (var rune in Decomposed(word).EnumerateRunes())
        {
            var isAlphabetic = rune.Value < 0x530 && Rune.IsLetter(rune);
            var isVowel = isAlphabetic && Vowels.Contains((char)Rune.ToLowerInvariant(rune).Value, StringComparison.Ordinal);
            if (isAlphabetic)
            {
                vowels += isVowel && !wasVowel ? 1 : 0;
                consonants += isVowel ? 0 : 1;
                capitals += Rune.IsUpper(rune) ? 1 : 0;
            }
            else if (Rune.GetUnicodeCategory(rune) == System.Globalization.UnicodeCategory.NonSpacingMark)
            {
                continue;
            }

            wasVowel = isVowel;
            var (more, uncertain) = isAlphabetic ? (0, 0) : OfOther(rune);
            (seconds, spread) = (seconds + more, spread + uncertain);
        }

        if (capitals is > 1 and <= LongestAcronym && capitals >= consonants)
        {
            return (seconds + (capitals * Capital), spread + (capitals * CapitalSpread));
        }

        seconds += (vowels * Vowel) + (consonants * Consonant);
        return (vowels, consonants) switch
        {
            (0, > 0) => (seconds + Abbreviated, spread + AbbreviatedSpread),
            ( > 1, _) when word.AsSpan().TrimEnd(Marks) is [.., var before, 'e'] && !Vowels.Contains(before, StringComparison.Ordinal) => (seconds + SilentE, spread),
            _ => (seconds, spread),
        };
    }

    static (double Seconds, double Spread) OfOther(Rune rune) => rune switch
    {
        _ when Rune.IsDigit(rune) => (Digit, DigitSpread),
        _ when SpokenLength.IsSign(rune) => (Sign, SignSpread),
        _ when !Rune.IsLetter(rune) => (0, 0),
        { Value: < 0x900 or (>= 0xFB1D and <= 0xFEFF) } => (AbjadLetter, 0),
        { Value: < 0xE00 } => (IndicLetter, 0),
        _ => (SpokenLength.Of(rune) * OtherLetter, 0),
    };

    /// <summary>Letters and their accents apart; a syllable of Hangul stays one, and so does half a surrogate pair, which has no form.</summary>
    static string Decomposed(string word) => word.AsSpan().ContainsAnyInRange('\u3000', '\uFFFF') ? word : word.Normalize(NormalizationForm.FormD);

    /// <param name="Mean">Its expected duration in seconds.</param>
    /// <param name="Variance">How uncertain that is by what the text leaves open, in square seconds.</param>
    /// <param name="EndsSentence">Whether a sentence ends with it.</param>
    internal readonly record struct Phrase(double Mean, double Variance, bool EndsSentence);
}

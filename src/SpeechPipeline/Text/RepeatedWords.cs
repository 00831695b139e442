using System.Text;

namespace SpeechPipeline.Text;

/// <summary>Finds words that a text itself says twice in a row: <c>"Wait a minute, wait a minute."</c></summary>
static class RepeatedWords
{
    /// <summary>Shorter runs, by <see cref="SpokenLength"/>, are too short to be looked for in the sound.</summary>
    const int LeastLength = 3;

    /// <summary>The longest run that is looked for, in words: some twenty seconds.</summary>
    const int MostWords = 60;

    static readonly Rune[] Spaces = [.. " \t\n\u00A0—–-/".EnumerateRunes()];

    /// <summary>Whether a run of words, or one that differs in a word of three, is at once followed by itself.</summary>
    public static bool AreIn(string text)
    {
        var words = Words(text);
        for (var length = 1; length <= Math.Min(MostWords, words.Count / 2); length++)
        {
            // Of that many words up to i: how many are those that come as many words later, and how long they all are.
            var (same, spoken) = (0, 0);
            for (var i = 0; i + length < words.Count; i++)
            {
                (same, spoken) = (same + Same(i), spoken + SpokenLength.Of(words[i]));
                if (i >= length)
                {
                    (same, spoken) = (same - Same(i - length), spoken - SpokenLength.Of(words[i - length]));
                }

                if (i >= length - 1 && spoken >= LeastLength && length - same <= length / 3)
                {
                    return true;
                }
            }

            int Same(int i) => words[i] == words[i + length] ? 1 : 0;
        }

        return false;
    }

    /// <summary>In lower case; of scripts without spaces, each letter.</summary>
    static List<string> Words(string text)
    {
        var (words, word) = (new List<string>(), new StringBuilder());
        foreach (var rune in text.EnumerateRunes())
        {
            var isWhole = rune.Value is >= 0x0E00 and < 0x10A0 or >= 0x2E80;
            if (word.Length > 0 && (isWhole || Spaces.Contains(rune)))
            {
                words.Add(word.ToString().ToLowerInvariant());
                word.Clear();
            }

            if (isWhole && Rune.IsLetterOrDigit(rune))
            {
                words.Add(rune.ToString());
            }
            else if (Rune.IsLetterOrDigit(rune))
            {
                word.Append(rune);
            }
        }

        return word.Length > 0 ? [.. words, word.ToString().ToLowerInvariant()] : words;
    }
}

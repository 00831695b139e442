using System.Collections.Frozen;

namespace SpeechPipeline.Text;

/// <summary>
/// The commonest words of each language, for a quick check whether a text is in the language that it declares, before a language
/// model is loaded.
/// </summary>
static class CommonWords
{
    /// <summary>In running text of a language, 20 to 40 percent of all words are such words; in other languages, hardly any.</summary>
    public const double LeastShare = 0.08;

    const double CertainShare = 0.2;
    const int FewestLetters = 60;

    static readonly FrozenDictionary<string, FrozenSet<string>> Words = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["en"] = "the of and to in a is that for it was on are as with his they at be this have from or had by but not what were we when your can said there",
        ["de"] = "der die und in den von zu das mit sich des auf für ist im dem nicht ein eine als auch es an werden aus er hat dass sie nach wird bei einer um am sind",
        ["fr"] = "de la le et les des en un du une que est pour qui dans a par plus pas au sur ne se le ce il sont la mais on ou avec son elle nous vous",
        ["es"] = "de la que el en y a los se del las un por con no una su para es al lo como más o pero sus le ha me sin sobre este",
        ["pt"] = "de a o que e do da em um para é com não uma os no se na por mais as dos como mas foi ao ele das tem à seu sua ou",
        ["it"] = "di e il la che in a per un è non una sono si da con le del i della ma come lo ho al dei nel più gli alla anche",
        ["nl"] = "de van het een en in is dat op te zijn met voor niet die aan er om ook als bij uit naar heeft hij ze door over maar",
        ["ru"] = "и в не на я что он с как это по но из у за от она так все же его было к был для мы вы бы они",
    }.ToFrozenDictionary(pair => pair.Key, pair => pair.Value.Split(' ').ToFrozenSet(StringComparer.OrdinalIgnoreCase), StringComparer.Ordinal);

    /// <summary>The language of which the text has many common words, and far more than of any other; null if there is none.</summary>
    public static string? LanguageOf(string text)
    {
        var (best, share, second) = ((string?)null, 0.0, 0.0);
        foreach (var language in Words.Keys)
        {
            var of = ShareOf(text, language);
            if (of > share)
            {
                (best, share, second) = (language, of, share);
            }
            else
            {
                second = Math.Max(second, of);
            }
        }

        return share >= CertainShare && share >= 2 * second && text.Count(char.IsLetter) >= FewestLetters ? best : null;
    }

    /// <summary>The share of such words among all words, 0 to 1; 0 if the language has no list.</summary>
    public static double ShareOf(string text, string language)
    {
        if (!Words.TryGetValue(language, out var common))
        {
            return 0;
        }

        var lookup = common.GetAlternateLookup<ReadOnlySpan<char>>();
        var (words, found) = (0, 0);
        for (var at = 0; at < text.Length;)
        {
            var start = at;
            while (at < text.Length && char.IsLetter(text[at]))
            {
                at++;
            }

            if (at > start)
            {
                words++;
                found += lookup.Contains(text.AsSpan(start, at - start)) ? 1 : 0;
            }

            at = Math.Max(at, start + 1);
        }

        return words == 0 ? 0 : (double)found / words;
    }
}

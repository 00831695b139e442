using Lingua;

namespace SpeechPipeline.Text;

/// <summary>
/// What language a text is in, by the groups of three letters in it (Lingua's low-accuracy mode, which suffices for paragraphs). The
/// same text gives the same answer everywhere. The models, some 30 MB in memory, are loaded when the first text is asked about, and kept.
/// </summary>
static class LanguageGuess
{
    /// <summary>What a text must be worth before it is believed; shorter or more doubtful ones say nothing.</summary>
    public const double LeastCertainty = 0.9;

    // Fewer letters are a name or a heading, which may be in any language.
    const int FewestLetters = 12;
    const int MostCharacters = 1_500;

    static readonly Dictionary<Language, string> Tags = new()
    {
        [Language.Arabic] = "ar", [Language.Czech] = "cs", [Language.Danish] = "da", [Language.German] = "de", [Language.Greek] = "el", [Language.English] = "en", [Language.Spanish] = "es",
        [Language.Finnish] = "fi", [Language.French] = "fr", [Language.Hebrew] = "he", [Language.Hindi] = "hi", [Language.Hungarian] = "hu", [Language.Indonesian] = "id", [Language.Italian] = "it",
        [Language.Japanese] = "ja", [Language.Korean] = "ko", [Language.Bokmal] = "nb", [Language.Dutch] = "nl", [Language.Polish] = "pl", [Language.Portuguese] = "pt", [Language.Romanian] = "ro",
        [Language.Russian] = "ru", [Language.Swedish] = "sv", [Language.Thai] = "th", [Language.Turkish] = "tr", [Language.Ukrainian] = "uk", [Language.Vietnamese] = "vi", [Language.Chinese] = "zh",
    };

    static readonly Lazy<LanguageDetector> Detector = new(() => LanguageDetectorBuilder.FromLanguages([.. Tags.Keys]).WithLowAccuracyMode().Build());

    /// <summary>The tag of the language, where that is certain enough; else null.</summary>
    public static string? Of(string text)
    {
        var looked = text.Length > MostCharacters ? text[..MostCharacters] : text;
        if (looked.Count(char.IsLetter) < FewestLetters)
        {
            return null;
        }

        var best = Detector.Value.ComputeLanguageConfidenceValues(looked).MaxBy(pair => pair.Value);
        return best.Value >= LeastCertainty ? Tags.GetValueOrDefault(best.Key) : null;
    }

    /// <summary>Whether there are languages to tell this one apart from.</summary>
    public static bool Knows(string tag) => Tags.ContainsValue(tag.Split('-')[0]);
}

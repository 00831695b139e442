using System.Text.RegularExpressions;
using Lingua;

namespace SpeechPipeline.Text;

/// <summary>
/// Detects the language of a text by its groups of three letters (Lingua's low-accuracy mode, which is enough for paragraphs). The
/// same text gives the same answer on every machine. If the commonest words of a language
/// leave no doubt, they decide. The models take some 30 MB of memory; they are loaded for the first text that needs them, and kept.
/// </summary>
static partial class LanguageGuess
{
    /// <summary>The confidence from which a guess counts; a shorter or more doubtful text gives no answer.</summary>
    public const double LeastCertainty = 0.9;

    // A text with fewer letters is a name or a heading, which may be in any language.
    const int FewestLetters = 12;
    const int MostCharacters = 1_500;

    static readonly Dictionary<Language, string> Tags = new()
    {
        [Language.Arabic] = "ar",
        [Language.Czech] = "cs",
        [Language.Danish] = "da",
        [Language.German] = "de",
        [Language.Greek] = "el",
        [Language.English] = "en",
        [Language.Spanish] = "es",
        [Language.Finnish] = "fi",
        [Language.French] = "fr",
        [Language.Hebrew] = "he",
        [Language.Hindi] = "hi",
        [Language.Hungarian] = "hu",
        [Language.Indonesian] = "id",
        [Language.Italian] = "it",
        [Language.Japanese] = "ja",
        [Language.Korean] = "ko",
        [Language.Bokmal] = "nb",
        [Language.Dutch] = "nl",
        [Language.Polish] = "pl",
        [Language.Portuguese] = "pt",
        [Language.Romanian] = "ro",
        [Language.Russian] = "ru",
        [Language.Swedish] = "sv",
        [Language.Thai] = "th",
        [Language.Turkish] = "tr",
        [Language.Ukrainian] = "uk",
        [Language.Vietnamese] = "vi",
        [Language.Chinese] = "zh",
    };

    static readonly Lazy<LanguageDetector> Detector = new(() => LanguageDetectorBuilder.FromLanguages([.. Tags.Keys]).WithLowAccuracyMode().Build());

    /// <summary>The tag of the language; null if it is not certain enough.</summary>
    public static string? Of(string text)
    {
        var looked = Address().Replace(text.Length > MostCharacters ? text[..MostCharacters] : text, " ");
        if (looked.Count(char.IsLetter) < FewestLetters)
        {
            return null;
        }

        if (CommonWords.LanguageOf(looked) is { } plain)
        {
            return plain;
        }

        var best = Detector.Value.ComputeLanguageConfidenceValues(looked).MaxBy(pair => pair.Value);
        return best.Value >= LeastCertainty ? Tags.GetValueOrDefault(best.Key) : null;
    }

    // Addresses have no language.
    [GeneratedRegex(@"\S*(://|@|\\)\S*|\b[\w-]+(\.[\w-]+)+\S*", RegexOptions.CultureInvariant)]
    private static partial Regex Address();

    /// <summary>Whether this is a language that can be detected.</summary>
    public static bool Knows(string tag) => Tags.ContainsValue(tag.Split('-')[0]);
}

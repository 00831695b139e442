using System.Text;
using DocumentFormat.OpenXml.Wordprocessing;
using SpeechPipeline.Text;

namespace SpeechPipeline.Articles.Docx;

/// <summary>Finds the language of a document: the one that most of its characters are marked with. The document's default is often only that of the program.</summary>
sealed class DocxLanguages(Languages? basis)
{
    readonly Dictionary<string, int> _characters = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The language tag as written there; null if nothing is marked.</summary>
    public string? Main => _characters.Count == 0 ? basis?.Val?.InnerText : _characters.MaxBy(language => language.Value).Key;

    public void Add(string text, Languages? own)
    {
        // Chinese and Japanese have a language mark separate from that of Western letters.
        var isWide = SpokenText.IsWide(text.EnumerateRunes().FirstOrDefault(rune => Rune.IsLetter(rune)));
        var language = isWide ? own?.EastAsia?.InnerText ?? basis?.EastAsia?.InnerText : own?.Val?.InnerText ?? basis?.Val?.InnerText;
        if (!string.IsNullOrEmpty(language))
        {
            _characters[language] = _characters.GetValueOrDefault(language) + text.Length;
        }
    }
}

using SpeechPipeline.Text;

namespace SpeechPipeline.Articles;

/// <summary>The language of an article, if the caller names none.</summary>
/// <param name="Tag">The tag, in lower case; null if it is neither declared nor detected.</param>
/// <param name="IsDetected">Whether it was detected from the text, not declared.</param>
public readonly record struct ArticleLanguage(string? Tag, bool IsDetected)
{
    const int MostCharacters = 1_500;
    const int FewestLetters = 200;
    const int ShortestParagraph = 60;
    const int MostParagraphs = 12;

    /// <summary>
    /// The declared language, unless the text contradicts it: long enough, certain, and without a paragraph in the declared language.
    /// If none is declared, the detected one.
    /// </summary>
    /// <param name="declared">The declared language.</param>
    /// <param name="chapters">The chapters; only the first few are read.</param>
    public static ArticleLanguage Of(string? declared, IEnumerable<Chapter> chapters)
    {
        var tag = LanguageTag.Of(declared);
        if (tag is not null && !LanguageGuess.Knows(tag))
        {
            return new ArticleLanguage(tag, false);
        }

        var paragraphs = Sample(chapters);
        var text = string.Join('\n', paragraphs);
        if (tag is null)
        {
            return LanguageGuess.Of(text) is { } detected ? new ArticleLanguage(detected, true) : default;
        }

        var primary = tag.Split('-')[0];
        // Norwegian has three tags, and documents do not use the one that is detected.
        return text.Count(char.IsLetter) >= FewestLetters && CommonWords.ShareOf(text, primary) < CommonWords.LeastShare
            && LanguageGuess.Of(text) is { } other && other != primary && primary is not ("no" or "nn" or "nb")
            && paragraphs.Where(paragraph => paragraph.Length >= ShortestParagraph).All(paragraph => LanguageGuess.Of(paragraph) != primary)
            ? new ArticleLanguage(other, true)
            : new ArticleLanguage(tag, false);
    }

    static List<string> Sample(IEnumerable<Chapter> chapters)
    {
        var (sample, length) = (new List<string>(), 0);
        foreach (var block in chapters.SelectMany(chapter => chapter.Blocks))
        {
            if (length >= MostCharacters || sample.Count >= MostParagraphs)
            {
                break;
            }

            if (block.Text.Length > 0)
            {
                sample.Add(block.Text);
                length += block.Text.Length;
            }
        }

        return sample;
    }
}

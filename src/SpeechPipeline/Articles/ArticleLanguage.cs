using SpeechPipeline.Text;

namespace SpeechPipeline.Articles;

/// <summary>The language that an article is spoken in, where the caller names none.</summary>
/// <param name="Tag">In lower case; null where neither the article nor its text says.</param>
/// <param name="IsDetected">Whether its text says so and not the article itself.</param>
public readonly record struct ArticleLanguage(string? Tag, bool IsDetected)
{
    const int MostCharacters = 1_500;
    const int FewestLetters = 200;
    const int ShortestParagraph = 60;
    const int MostParagraphs = 12;

    /// <summary>
    /// What the article declares, unless its text cannot be that: long enough, certain, and no paragraph of it in the declared language.
    /// Where nothing is declared, what its text says.
    /// </summary>
    /// <param name="declared">The article's own word.</param>
    /// <param name="chapters">Of which the first few are asked for.</param>
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
        // Norwegian has three tags, and no one writes the one that is detected.
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

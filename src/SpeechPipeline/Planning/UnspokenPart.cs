using SpeechPipeline.Articles;
using SpeechPipeline.Requests;
using SpeechPipeline.Text;

namespace SpeechPipeline.Planning;

/// <summary>What of a document is left out, and would be spoken with an option set.</summary>
/// <param name="Option">The option: <c>captions</c>, <c>tables</c> or <c>include_matter</c>.</param>
/// <param name="Paragraphs">The number of paragraphs.</param>
/// <param name="Characters">Their length, as the document has them.</param>
/// <param name="Beginning">The first of them, up to 300 characters in all.</param>
public sealed record UnspokenPart(string Option, int Paragraphs, long Characters, string Beginning)
{
    const int LongestBeginning = 300;
    const int MostParagraphs = 30;

    static readonly IReadOnlyList<(string Name, Func<ReadingSettings, bool> IsSet, Func<ReadingSettings, ReadingSettings> Set)> Options =
    [
        ("captions", static reading => reading.Captions, static reading => reading with { Captions = true }),
        ("tables", static reading => reading.Tables, static reading => reading with { Tables = true }),
        ("include_matter", static reading => reading.IncludeMatter, static reading => reading with { IncludeMatter = true }),
    ];

    /// <summary>The parts of a source that the request leaves out, found by reading it again with each option; null if there are none.</summary>
    /// <exception cref="UnreadableArticleException">The source cannot be read as the request says.</exception>
    public static IReadOnlyList<UnspokenPart>? Of(JobRequest request, ArticleSource source)
    {
        var reading = request.Source.Reading ?? ReadingSettings.Default;
        var closed = Options.Where(option => !option.IsSet(reading)).ToList();
        if (closed.Count == 0)
        {
            return null;
        }

        var spoken = Texts(request, source, reading).CountBy(static text => text).ToDictionary();
        var parts = closed.Select(option => Find(option.Name, spoken, () => Texts(request, source, option.Set(reading)))).OfType<UnspokenPart>().ToList();
        return parts.Count > 0 ? parts : null;
    }

    static UnspokenPart? Find(string option, IReadOnlyDictionary<string, int> spoken, Func<IEnumerable<string>> read)
    {
        try
        {
            var seen = new Dictionary<string, int>(StringComparer.Ordinal);
            var left = read().Where(text => (seen[text] = seen.GetValueOrDefault(text) + 1) > spoken.GetValueOrDefault(text)).ToList();
            return left.Count == 0 ? null : new UnspokenPart(option, left.Count, left.Sum(static text => (long)text.Length), TextCut.At(string.Join(' ', left.Take(MostParagraphs)), LongestBeginning));
        }
        catch (UnreadableArticleException)
        {
            // What cannot be read with the option is not offered.
            return null;
        }
    }

    static IEnumerable<string> Texts(JobRequest request, ArticleSource source, ReadingSettings reading) =>
        from chapter in ArticlePlanner.Open(request with { Source = request.Source with { Reading = reading } }, source).Chapters
        from block in chapter.Blocks
        where SpokenText.HasSpeech(block.Text)
        select block.Text;
}

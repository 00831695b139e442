using SpeechPipeline.Articles;
using SpeechPipeline.Text;

namespace SpeechPipeline.Normalization;

/// <summary>
/// Turns an article into the words to be spoken, block by block: first the speaker, then the silences that the text asks for, then the
/// caller's pronunciations, then text that cannot be spoken as written. The same article, language and rules always give the same words.
/// </summary>
public sealed class ArticleNormalizer(string language, IReadOnlyCollection<Pronunciation>? pronunciations = null, IEnumerable<string>? speakers = null)
{
    readonly SpokenWords _words = SpokenWords.Of(language);
    readonly SpokenForms _pronunciations = new(pronunciations ?? []);
    readonly SpeakerNames _speakers = new(speakers ?? []);

    /// <summary>Separates the lines of speakers in a source that has lines, before it is read; returns any other source unchanged.</summary>
    public static ArticleSource PartLines(ArticleSource source, IEnumerable<string>? speakers)
    {
        var names = new SpeakerNames(speakers ?? []);
        return names.IsEmpty || !source.Format.HasLines
            ? source
            : ArticleSource.FromText(source.Format, ScriptLines.Part(source.ReadText(), names));
    }

    public Article Of(Article article) => article with { Chapters = [.. article.Chapters.Select(Of)] };

    public Chapter Of(Chapter chapter)
    {
        var parted = PauseMark.Read(chapter with { Blocks = [.. chapter.Blocks.Select(Speaking)] });
        return parted with
        {
            Title = PauseMark.Without(parted.Title) is { } title && SpokenText.HasSpeech(title) ? title : null,
            Blocks = [.. parted.Blocks.Select(Of)],
        };
    }

    Block Speaking(Block block) =>
        block.Kind is BlockKind.Paragraph or BlockKind.ListItem or BlockKind.Quote && _speakers.TryTake(block.Text, out var name, out var speech)
            ? block with { Speaker = name, Text = block.Text[speech..] }
            : block;

    Block Of(Block block)
    {
        var text = block.Text;
        if (block.Kind == BlockKind.TableRow)
        {
            text = CellMarks.Rewrite(text, _words.Formulas);
        }

        text = SpokenText.Normalize(_pronunciations.Apply(text));
        text = block.Kind == BlockKind.Heading ? SignNormalizer.Rewrite(text, _words) : RunningItems.WithStops(SignNormalizer.Rewrite(WrittenLarge.Lower(text), _words));
        return ReferenceEquals(text, block.Text) ? block : block with { Text = text };
    }
}

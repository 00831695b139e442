using System.Text;
using SpeechPipeline.Text;

namespace SpeechPipeline.Articles;

/// <summary>Notes how an article begins while its chapters are read one by one.</summary>
public sealed class ArticleBeginning
{
    const int Longest = 300;

    readonly StringBuilder _text = new();

    /// <summary>The first running text, at most 300 characters; empty if none was read yet.</summary>
    public string Text => TextCut.At(SpokenText.Normalize(_text.ToString()), Longest);

    /// <returns>The chapter, unchanged.</returns>
    public Chapter Note(Chapter chapter)
    {
        ArgumentNullException.ThrowIfNull(chapter);
        foreach (var block in chapter.Blocks.Where(block => block.Kind is BlockKind.Paragraph or BlockKind.Quote).TakeWhile(_ => _text.Length <= Longest))
        {
            _text.Append(_text.Length > 0 ? " " : "").Append(PauseMark.Without(block.Text));
        }

        return chapter;
    }
}

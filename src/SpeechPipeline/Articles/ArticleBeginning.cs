using System.Text;
using SpeechPipeline.Text;

namespace SpeechPipeline.Articles;

/// <summary>How an article begins, noted while its chapters go by: none of them is kept.</summary>
public sealed class ArticleBeginning
{
    const int Longest = 300;

    readonly StringBuilder _text = new();

    /// <summary>The first running text, at most 300 characters of it; empty where none has gone by.</summary>
    public string Text => TextCut.At(SpokenText.Normalize(_text.ToString()), Longest);

    /// <returns>The chapter as it came.</returns>
    public Chapter Note(Chapter chapter)
    {
        ArgumentNullException.ThrowIfNull(chapter);
        foreach (var block in chapter.Blocks.Where(block => block.Kind is BlockKind.Paragraph or BlockKind.Quote).TakeWhile(_ => _text.Length <= Longest))
        {
            _text.Append(_text.Length > 0 ? " " : "").Append(block.Text);
        }

        return chapter;
    }
}

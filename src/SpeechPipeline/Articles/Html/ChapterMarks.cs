using AngleSharp.Dom;

namespace SpeechPipeline.Articles.Html;

/// <summary>Decides, while a document is walked, where its chapters begin.</summary>
abstract class ChapterMarks
{
    /// <summary>Whether a chapter begins at the element.</summary>
    public virtual bool Begins(IElement element) => false;

    /// <summary>Called at an element at which a chapter begins, after the text before it was read.</summary>
    public virtual void Enter(IElement element)
    {
    }

    /// <summary>Called at a picture at the start of a chapter, which may show the chapter's title.</summary>
    /// <param name="alternative">Its alternative text; empty if it has none.</param>
    /// <returns>Whether the title is spoken in its place.</returns>
    public virtual bool Picture(string alternative) => false;

    /// <summary>Called after a heading of level 1 to 6 outside of lists, quotes and tables.</summary>
    public abstract void Heading(int level, string text);
}

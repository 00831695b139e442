using AngleSharp.Dom;

namespace SpeechPipeline.Articles.Html;

/// <summary>Decides, while a document is walked, where its chapters begin.</summary>
abstract class ChapterMarks
{
    /// <summary>Whether a chapter begins at the element.</summary>
    public virtual bool Begins(IElement element) => false;

    /// <summary>The walk comes to an element at which a chapter begins; what stands before it is read.</summary>
    public virtual void Enter(IElement element)
    {
    }

    /// <summary>The walk comes to a picture that stands where a chapter begins, and may show its title.</summary>
    /// <param name="alternative">Its alternative text; empty where it has none.</param>
    /// <returns>Whether the title is said for it.</returns>
    public virtual bool Picture(string alternative) => false;

    /// <summary>The walk has read a heading, of level 1 to 6, that stands in no list, quote or table.</summary>
    public abstract void Heading(int level, string text);
}

using AngleSharp.Dom;

namespace SpeechPipeline.Articles.Html;

/// <summary>The elements of a page that hold a title or an article. All are found at once: to look into each element would read what is nested again and again.</summary>
sealed class ArticleHolders
{
    readonly HashSet<IElement> _holders = [];

    /// <param name="root">The page, or the part of it that is looked at.</param>
    public ArticleHolders(IParentNode root)
    {
        foreach (var held in root.QuerySelectorAll("h1, article, main"))
        {
            // Above an element that is known, all are.
            for (var holder = held.ParentElement; holder is not null && _holders.Add(holder); holder = holder.ParentElement)
            {
            }
        }
    }

    public bool Contains(IElement element) => _holders.Contains(element);
}

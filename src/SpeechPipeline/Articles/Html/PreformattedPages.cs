using AngleSharp.Dom;
using SpeechPipeline.Articles.Text;

namespace SpeechPipeline.Articles.Html;

/// <summary>
/// Preformatted verse and letters, and the pages of IETF documents: one such element per page, the first of
/// them without the mark. They are collected until something else follows.
/// </summary>
sealed class PreformattedPages
{
    readonly List<string> _pages = [];
    bool _firstHasHead;

    public bool IsEmpty => _pages.Count == 0;

    public static bool IsPage(IElement element) => element.LocalName == "pre" && element.ClassList.Contains("newpage");

    public void Add(IElement pre)
    {
        if (_pages.Count == 0)
        {
            _firstHasHead = IsPage(pre);
        }

        _pages.Add(pre.TextContent);
    }

    /// <summary>The chapters of the collected pages; the collection is then empty.</summary>
    public IReadOnlyList<Chapter> Take()
    {
        var read = _pages.Count == 1 && !_firstHasHead ? PlainTextReader.Read(_pages[0]) : PlainTextReader.ReadPages(_pages, _firstHasHead);
        _pages.Clear();
        return read.Chapters;
    }
}

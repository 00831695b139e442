using AngleSharp.Dom;
using SpeechPipeline.Articles.Text;

namespace SpeechPipeline.Articles.Html;

/// <summary>
/// Verse and letters that are set as they were typed, and the pages of documents of the IETF: one such element a page, the first of
/// them without the mark. They are gathered until something else follows.
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

    /// <summary>The chapters of what was gathered, which is then gathered no more.</summary>
    public IReadOnlyList<Chapter> Take()
    {
        var read = _pages.Count == 1 && !_firstHasHead ? PlainTextReader.Read(_pages[0]) : PlainTextReader.ReadPages(_pages, _firstHasHead);
        _pages.Clear();
        return read.Chapters;
    }
}

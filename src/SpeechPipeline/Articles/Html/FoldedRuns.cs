using System.Globalization;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;

namespace SpeechPipeline.Articles.Html;

/// <summary>
/// Takes the middle of long runs of paragraphs out of a large page while the article is searched for. Both ends of
/// a run and one paragraph in the middle show the place of the article as well as the whole run would, and the search takes
/// time quadratic in the number of paragraphs.
/// </summary>
sealed class FoldedRuns
{
    const string Attribute = "data-folded-run";
    const int FewElements = 4_000;
    const int ShortestRun = 12;
    const int KeptAtEachEnd = 4;
    const int SampleLength = 300;

    static readonly HashSet<string> Prose = new(StringComparer.Ordinal) { "p", "h2", "h3", "h4", "h5", "h6", "li", "dt", "dd", "pre", "blockquote", "br", "hr" };

    readonly List<INode[]> _runs = [];

    public static FoldedRuns Fold(IHtmlDocument document)
    {
        var folded = new FoldedRuns();
        if (document.All.Length <= FewElements || document.Body is not { } body)
        {
            return folded;
        }

        foreach (var forged in body.QuerySelectorAll($"[{Attribute}]"))
        {
            forged.RemoveAttribute(Attribute);
        }

        foreach (var parent in body.QuerySelectorAll("*").Where(element => element.ChildNodes.Length > ShortestRun).ToList())
        {
            folded.FoldChildren(parent);
        }

        return folded;
    }

    /// <summary>The nodes that the element replaces, returned once; null if it replaces none.</summary>
    public INode[]? Unfold(IElement element)
    {
        if (_runs.Count == 0
            || !int.TryParse(element.GetAttribute(Attribute), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            || number >= _runs.Count)
        {
            return null;
        }

        var run = _runs[number];
        _runs[number] = [];
        return run;
    }

    void FoldChildren(IElement parent)
    {
        var children = parent.ChildNodes.ToArray();
        var kept = new List<INode>();
        for (var at = 0; at < children.Length;)
        {
            var end = at;
            while (end < children.Length && IsProse(children[end]))
            {
                end++;
            }

            if (end - at > ShortestRun)
            {
                kept.AddRange(children[at..(at + KeptAtEachEnd)]);
                kept.Add(Placeholder(parent, children[(at + KeptAtEachEnd)..(end - KeptAtEachEnd)]));
                kept.AddRange(children[(end - KeptAtEachEnd)..end]);
            }
            else
            {
                kept.AddRange(children[at..end]);
            }

            if (end < children.Length)
            {
                kept.Add(children[end]);
            }

            at = end + 1;
        }

        if (kept.Count == children.Length)
        {
            return;
        }
        // Removing nodes one by one would take time quadratic in their number.
        parent.TextContent = "";
        foreach (var child in kept)
        {
            parent.AppendChild(child);
        }
    }

    static bool IsProse(INode node) => node is IText || (node is IElement element && Prose.Contains(element.LocalName));

    IElement Placeholder(IElement parent, INode[] run)
    {
        var kind = run.OfType<IElement>().FirstOrDefault(element => element.LocalName is not ("br" or "hr"))?.LocalName ?? "p";
        var placeholder = parent.Owner!.CreateElement(kind.StartsWith('h') ? "p" : kind);
        placeholder.SetAttribute(Attribute, _runs.Count.ToString(CultureInfo.InvariantCulture));
        var sample = string.Concat(run.Select(node => node.TextContent + " ").TakeWhile((_, i) => i < ShortestRun));
        placeholder.TextContent = sample.Length > SampleLength ? sample[..SampleLength] : sample;
        _runs.Add(run);
        return placeholder;
    }
}

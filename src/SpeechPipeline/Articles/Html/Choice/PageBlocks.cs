using AngleSharp.Dom;

namespace SpeechPipeline.Articles.Html.Choice;

/// <summary>
/// The runs of text of a page and the elements around them, in the order of the page: all that <see cref="BlockWalk"/> would say of it,
/// whether it is the article or not.
/// </summary>
sealed class PageBlocks
{
    readonly List<PageBox> _boxes = [];
    readonly List<PageBlock> _blocks = [];
    PageBlock? _open;

    PageBlocks(IElement body)
    {
        _boxes.Add(new PageBox(body, null));
        VisitChildren(body, _boxes[0], isLinked: false);
    }

    /// <summary>Each before those inside it.</summary>
    public IReadOnlyList<PageBox> Boxes => _boxes;

    public IReadOnlyList<PageBlock> All => _blocks;

    public static PageBlocks Of(IElement body) => new(body);

    void VisitChildren(IElement parent, PageBox box, bool isLinked)
    {
        var children = parent.ChildNodes;
        for (var i = 0; i < children.Length; i++)
        {
            if (children[i] is IText text)
            {
                Add(text, box.Table ?? box, isLinked);
            }
            else if (children[i] is IElement element && !Unspoken.Is(element) && !Unspoken.IsCaption(element) && !(element.LocalName == "pre" && Unspoken.IsCode(element)))
            {
                Visit(element, box, isLinked || (element.LocalName == "a" && element.HasAttribute("href")));
            }
        }
    }

    void Visit(IElement element, PageBox box, bool isLinked)
    {
        if (!PageBox.Is(element.LocalName))
        {
            VisitChildren(element, box, isLinked);
            return;
        }

        var inner = new PageBox(element, box);
        _boxes.Add(inner);
        End(box);
        VisitChildren(element, inner, isLinked);
        End(inner);
    }

    // A table of data is one run.
    void End(PageBox box) => _open = box.Table is null ? null : _open;

    void Add(IText text, PageBox box, bool isLinked)
    {
        if (string.IsNullOrWhiteSpace(text.Data))
        {
            return;
        }

        if (_open is null || _open.Box != box)
        {
            _open = new PageBlock(box);
            _blocks.Add(_open);
        }

        _open.Add(text, isLinked);
    }
}

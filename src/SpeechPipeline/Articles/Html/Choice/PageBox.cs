using AngleSharp.Dom;

namespace SpeechPipeline.Articles.Html.Choice;

/// <summary>An element of a page that is a block, with what is in it. Counts are of letters and digits.</summary>
sealed class PageBox
{
    const int LongestClass = 64;

    Dictionary<string, int>? _kinds;

    public PageBox(IElement element, PageBox? parent)
    {
        (Element, Parent) = (element, parent);
        var name = element.LocalName;
        Kind = element.ClassName.AsSpan().Trim() is { Length: > 0 } classes ? $"{name}.{classes[..Math.Min(LongestClass, EndOfWord(classes))]}" : name;
        parent?.Count(Kind);
        HeadingLevel = name is ['h', >= '1' and <= '6'] ? name[1] - '0' : 0;
        IsList = parent?.IsList == true || name is "ul" or "ol";
        IsMain = parent?.IsMain == true || name == "main" || element.GetAttribute("role") == "main";
        IsBody = parent?.IsBody == true || element.GetAttribute("itemprop") is "articleBody" or "text";
        Article = name == "article" ? this : parent?.Article;
        Table = parent?.Table ?? (name == "table" && HtmlTable.IsData(element) ? this : null);
    }

    public IElement Element { get; }

    public PageBox? Parent { get; }

    /// <summary>The element's name and first class.</summary>
    public string Kind { get; }

    /// <summary>All boxes that are made like it: the kind of its parent, and its own.</summary>
    public (string? Outer, string Kind) Signature => (Parent?.Kind, Kind);

    public int HeadingLevel { get; }

    // Whether the element is one of these, or in one; those that stand around an article are so only if they hold less than half of the page.
    public bool IsFurniture { get; private set; }

    public bool IsComments { get; private set; }

    public bool IsAside { get; private set; }

    public bool IsFooter { get; private set; }

    public bool IsHeader { get; private set; }

    public bool IsForm { get; private set; }

    public bool IsList { get; }

    public bool IsMain { get; }

    public bool IsBody { get; }

    public PageBox? Article { get; }

    /// <summary>The table of data that it is, or is in.</summary>
    public PageBox? Table { get; }

    public int Letters { get; set; }

    public int Linked { get; set; }

    public int Prose { get; set; }

    public int Picked { get; set; }

    public int Kept { get; set; }

    /// <summary>Whether it is in the smallest box that has most of the page's prose, and whether in the smaller one that has the largest part of it.</summary>
    public bool IsInMost { get; set; }

    public bool IsInLargest { get; set; }

    /// <summary>How many of its parent's children are of its kind.</summary>
    public int Siblings => Parent?._kinds![Kind] ?? 1;

    public int CleanProse => IsFurniture || IsAside || IsFooter ? 0 : Prose;

    /// <summary>Whether an element of that name ends the run of text before it.</summary>
    public static bool Is(string name) =>
        BlockWalk.IsBlock(name) || name is "h1" or "h2" or "h3" or "h4" or "h5" or "h6" or "blockquote" or "ul" or "ol" or "li" or "dt" or "dd" or "table" or "pre" or "hr";

    /// <summary>What it and the boxes around it are called, once it is known how much of the page's prose it holds; after those around it.</summary>
    public void Name(int proseOfPage, ArticleHolders holders)
    {
        IsComments = Parent?.IsComments == true || PageFurniture.IsCommentsOnly(Element, holders);
        var name = Prose * 2 > proseOfPage && !IsComments ? "" : Element.LocalName;
        IsFurniture = IsComments || Parent?.IsFurniture == true || (name.Length > 0 && PageFurniture.HasName(Element));
        IsAside = Parent?.IsAside == true || name == "aside";
        IsFooter = Parent?.IsFooter == true || name == "footer";
        IsHeader = Parent?.IsHeader == true || name == "header";
        IsForm = Parent?.IsForm == true || name == "form";
    }

    public PageBox Above(int levels)
    {
        var box = this;
        for (; levels > 0 && box.Parent is not null; levels--)
        {
            box = box.Parent;
        }

        return box;
    }

    void Count(string kind)
    {
        _kinds ??= new(StringComparer.Ordinal);
        _kinds[kind] = _kinds.GetValueOrDefault(kind) + 1;
    }

    static int EndOfWord(ReadOnlySpan<char> classes)
    {
        var end = 0;
        while (end < classes.Length && !char.IsWhiteSpace(classes[end]))
        {
            end++;
        }

        return end;
    }
}

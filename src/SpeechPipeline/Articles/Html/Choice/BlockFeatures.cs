using System.Text.RegularExpressions;

namespace SpeechPipeline.Articles.Html.Choice;

/// <summary>
/// What about a run of text tells an article from its surroundings, in numbers: its own shape, that of the elements around it and of all
/// that are made like it, and where Readability sees the article. The only words that count are those of lines which end articles or stand
/// beside them (<see cref="AsideLine"/>), and the only names those of <see cref="PageFurniture"/>.
/// </summary>
sealed partial class BlockFeatures
{
    /// <summary>Of a row.</summary>
    public const int Numbers = 69;

    const int Around = 4;
    const int Levels = 4;
    const int FarFromPicked = 50;
    const int FarFromHeading = 40;
    const int ManyEnds = 5;
    const double MostOfProse = 0.7;
    const double LargestOfProse = 0.45;

    readonly PageBlocks _page;
    readonly Dictionary<(string? Outer, string Kind), Made> _made = [];
    readonly int[] _nextPicked;
    readonly int _picked;
    readonly int _firstPicked;
    readonly int _lastPicked;
    readonly PageBox _most;
    int _previousPicked = -FarFromPicked;
    int _sinceHeading;
    int _endingLevel;
    int _ends;

    BlockFeatures(PageBlocks page)
    {
        _page = page;
        CountBoxes();
        foreach (var block in page.All)
        {
            var made = _made.GetValueOrDefault(block.Box.Signature);
            _made[block.Box.Signature] = new(made.Blocks + 1, made.Letters + block.Letters, made.Linked + block.Linked, made.Picked + (block.IsPicked ? 1 : 0));
        }

        _nextPicked = new int[page.All.Count];
        (_firstPicked, _lastPicked) = (page.All.Count, -1);
        for (var i = page.All.Count - 1; i >= 0; i--)
        {
            if (page.All[i].IsPicked)
            {
                (_firstPicked, _lastPicked) = (i, Math.Max(i, _lastPicked));
            }

            _nextPicked[i] = _firstPicked < page.All.Count ? _firstPicked : i + FarFromPicked;
        }

        _picked = page.Boxes[0].Picked;
        _most = Mark(MostOfProse, (box, isIn) => box.IsInMost = isIn, box => box.IsInMost);
        Mark(LargestOfProse, (box, isIn) => box.IsInLargest = isIn, box => box.IsInLargest);
    }

    /// <summary>One row for each run; which numbers, <see cref="Row"/> says.</summary>
    public static float[][] Of(PageBlocks page)
    {
        var features = new BlockFeatures(page);
        return [.. page.All.Select((block, i) => features.Row(block, i))];
    }

    void CountBoxes()
    {
        foreach (var block in _page.All)
        {
            var box = block.Box;
            box.Letters += block.Letters;
            box.Linked += block.Linked;
            box.Prose += block.IsProse ? block.Letters : 0;
            box.Picked += block.IsPicked ? block.Letters : 0;
        }

        foreach (var box in _page.Boxes.Reverse().Where(box => box.Parent is not null))
        {
            var parent = box.Parent!;
            parent.Letters += box.Letters;
            parent.Linked += box.Linked;
            parent.Prose += box.Prose;
            parent.Picked += box.Picked;
        }

        var holders = new ArticleHolders(_page.Boxes[0].Element);
        foreach (var box in _page.Boxes)
        {
            box.Name(_page.Boxes[0].Prose, holders);
        }
    }

    // From the body inwards, to the box that has such a part of the prose of the one around it, as long as there is one.
    PageBox Mark(double part, Action<PageBox, bool> mark, Func<PageBox, bool> isMarked)
    {
        var most = new Dictionary<PageBox, PageBox>();
        foreach (var box in _page.Boxes.Where(box => box.Parent is not null && (!most.TryGetValue(box.Parent, out var other) || box.CleanProse > other.CleanProse)))
        {
            most[box.Parent!] = box;
        }

        var at = _page.Boxes[0];
        while (most.TryGetValue(at, out var inner) && inner.CleanProse >= part * at.CleanProse)
        {
            at = inner;
        }

        foreach (var box in _page.Boxes)
        {
            mark(box, box == at || (box.Parent is not null && isMarked(box.Parent)));
        }

        return at;
    }

    float[] Row(PageBlock block, int i)
    {
        var row = new List<float>(Numbers);
        AddOwn(row, block);
        AddBoxes(row, block.Box);
        AddMade(row, block.Box);
        AddPicked(row, block, i);
        AddHeadings(row, block);
        return [.. row];
    }

    static void AddOwn(List<float> row, PageBlock block)
    {
        row.AddRange([Log(block.Letters), (float)block.LinkDensity, One(block.EndsInStop)]);
        var box = block.Box;
        var name = box.Element.LocalName;
        var kind = box.Table is not null ? 0 : box.HeadingLevel > 0 ? 1 : name is "td" or "th" ? 2 : name is "dd" or "dt" ? 3 : box.IsList ? 4 : name == "p" ? 5 : name == "blockquote" ? 6 : 7;
        for (var k = 0; k < 8; k++)
        {
            row.Add(One(k == kind));
        }

        row.Add(box.HeadingLevel);
    }

    void AddBoxes(List<float> row, PageBox box)
    {
        var page = _page.Boxes[0];
        row.AddRange([
            One(box.IsFurniture), One(box.IsAside), One(box.IsFooter), One(box.IsHeader), One(box.IsForm), One(box.IsList), One(box.IsMain), One(box.IsBody),
            box.Article is null ? -1 : Part(box.Article.Letters, page.Letters), One(box.IsInMost), One(box.IsInLargest), Part(_most.Prose, page.Prose),
        ]);
        for (var level = 1; level <= Levels; level++)
        {
            var outer = box.Above(level);
            row.AddRange([
                Part(outer.Linked, outer.Letters), Log(outer.Letters), Part(outer.Prose, outer.Letters), Part(outer.Prose, page.Prose),
                Part(outer.Picked, outer.Letters), Log(outer.Siblings), Log((outer.Parent ?? outer).Letters / (double)outer.Siblings),
            ]);
        }

        row.Add(Log(box.Siblings));
    }

    void AddMade(List<float> row, PageBox box)
    {
        var made = _made[box.Signature];
        row.AddRange([Log(made.Blocks), Log(made.Letters / (double)made.Blocks), Part(made.Linked, made.Letters), Part(made.Picked, made.Blocks)]);
    }

    void AddPicked(List<float> row, PageBlock block, int i)
    {
        _previousPicked = block.IsPicked ? i : _previousPicked;
        var (letters, picked) = (0, 0);
        for (var at = Math.Max(0, i - Around); at <= Math.Min(_page.All.Count - 1, i + Around); at++)
        {
            var other = at == i ? 0 : _page.All[at].Letters;
            (letters, picked) = (letters + other, picked + (_page.All[at].IsPicked ? other : 0));
        }

        row.AddRange([
            One(block.IsPicked), Part(_picked, _page.Boxes[0].Letters), One(i > _lastPicked), One(i < _firstPicked),
            Math.Min(FarFromPicked, Math.Min(i - _previousPicked, _nextPicked[i] - i)), Part(block.Box.Above(1).Picked, _picked), Part(picked, letters),
        ]);
    }

    void AddHeadings(List<float> row, PageBlock block)
    {
        var text = block.IsShort ? block.Text() : "";
        var ends = Ending().IsMatch(text);
        if (block.Box.HeadingLevel is > 0 and var level)
        {
            _sinceHeading = 0;
            _endingLevel = ends ? level : _endingLevel >= level ? 0 : _endingLevel;
        }
        else
        {
            _sinceHeading++;
        }

        _ends += ends ? 1 : 0;
        row.AddRange([
            Math.Min(FarFromHeading, _sinceHeading), _endingLevel, One(ends), Math.Min(ManyEnds, _ends), One(block.IsShort && AsideLine.Is(text)),
        ]);
    }

    static float Log(double count) => (float)Math.Log(1 + count);

    static float Part(int part, int of) => (float)part / Math.Max(1, of);

    static float One(bool isSo) => isSo ? 1 : 0;

    readonly record struct Made(int Blocks, int Letters, int Linked, int Picked);

    // Headings and lines with which a page goes over to something else.
    [GeneratedRegex(
        @"\b(related|you (may|might) also|also like|read (next|more)|more (from|on|in|stories|articles|posts|about)|recommended|recent (posts|articles)|latest|popular|trending|about the author|written by|author|share|comments?"
        + @"|leave a (reply|comment)|subscribe|newsletter|sign up|follow us|join|get started|contact|references|sources|see also|external links|further reading|up next|(keep|continue) reading|similar|explore|categories|tags"
        + @"|table of contents|in this article|on this page|contents|ähnliche|verwandte|mehr zum thema|kommentare|das könnte|articles similaires|à lire|commentaires|artículos relacionados|comentarios|leia também|comentários|relacionad[oa]s"
        + @"|leggi anche|commenti|lees ook|reacties|читайте также|комментарии)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Ending();
}

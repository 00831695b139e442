using System.Text.RegularExpressions;

namespace SpeechPipeline.Articles;

/// <summary>Collects blocks into chapters while a document is read.</summary>
sealed partial class ChapterList
{
    /// <summary>The most paragraphs, headings, items and rows of one document. <em>War and Peace</em> has some 12,000.</summary>
    public const int MostBlocks = 300_000;

    // A scene has at least this many paragraphs.
    const int FewestPerSpacer = 2;

    static readonly Block Spacer = new(BlockKind.SceneBreak, "");

    readonly List<Chapter> _chapters = [];
    int _count;
    string? _title;
    int _level = 1;
    List<Block> _blocks = [];

    /// <summary>Whether the current chapter has text besides headings.</summary>
    public bool HasBody => _blocks.Any(block => block.Kind is not (BlockKind.Heading or BlockKind.SceneBreak));

    /// <summary>Whether the current chapter is empty.</summary>
    public bool IsEmpty => _blocks.Count == 0;

    public void Begin(string? title, int level)
    {
        Close();
        Rename(title, level);
    }

    /// <summary>Begins a chapter with the last block of the current one if that is a time of day, which belongs to the text that follows.</summary>
    public void BeginWithTime(string? title, int level)
    {
        var isTime = _blocks.Count > 1 && _blocks[^1].Kind == BlockKind.Paragraph && Time().IsMatch(_blocks[^1].Text);
        List<Block> moved = isTime ? [_blocks[^1]] : [];
        _blocks.RemoveRange(_blocks.Count - moved.Count, moved.Count);
        Begin(title, level);
        _blocks.AddRange(moved);
    }

    [GeneratedRegex(@"^\d{1,2}[:.h]\d{2}( ?([ap]\.?m\.?|Uhr|h|ч))?$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Time();

    /// <summary>Changes the name and level of the current chapter, and keeps its blocks.</summary>
    public void Rename(string? title, int level) => (_title, _level) = (title, level);

    /// <summary>Adds a block. A block without text is left out, unless it is a scene break.</summary>
    /// <exception cref="UnreadableArticleException">There are more than <see cref="MostBlocks"/>.</exception>
    public void Add(Block block)
    {
        if (block.Kind == BlockKind.SceneBreak || block.Text.Length > 0)
        {
            _blocks.Add(++_count <= MostBlocks ? block
                : throw new UnreadableArticleException($"The document has more than {MostBlocks:N0} paragraphs. Split it into several documents."));
        }
    }

    /// <summary>Returns the complete chapters, and removes them from the list.</summary>
    public IReadOnlyList<Chapter> Take()
    {
        var complete = _chapters.ToArray();
        _chapters.Clear();
        return complete;
    }

    /// <summary>
    /// An empty paragraph: a scene break, unless the document separates all paragraphs by empty ones, which their number
    /// shows.
    /// </summary>
    public void AddSpacer()
    {
        if (_blocks.Count > 0)
        {
            _blocks.Add(Spacer);
        }
    }

    void SettleSpacers()
    {
        var spacers = _blocks.Count(block => ReferenceEquals(block, Spacer));
        if (spacers > 0)
        {
            var areBreaks = spacers * FewestPerSpacer <= _blocks.Count(block => block.Kind is BlockKind.Paragraph or BlockKind.Quote);
            _blocks = [.. _blocks.Where((block, i) => areBreaks ? !ReferenceEquals(block, Spacer) || i + 1 < _blocks.Count : !ReferenceEquals(block, Spacer))];
        }
    }

    public IReadOnlyList<Chapter> Close()
    {
        SettleSpacers();
        if (_blocks.Count > 0)
        {
            _chapters.Add(new Chapter(_title, _level, _blocks));
        }

        (_title, _level, _blocks) = (null, 1, []);
        return _chapters;
    }
}

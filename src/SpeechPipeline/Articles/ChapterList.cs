using System.Text.RegularExpressions;

namespace SpeechPipeline.Articles;

/// <summary>Collects blocks into chapters while a document is read.</summary>
sealed partial class ChapterList
{
    /// <summary>Of one document: paragraphs, headings, items and rows. <em>War and Peace</em> has some 12,000.</summary>
    public const int MostBlocks = 300_000;

    // A scene has that many paragraphs at least.
    const int FewestPerSpacer = 2;

    static readonly Block Spacer = new(BlockKind.SceneBreak, "");

    readonly List<Chapter> _chapters = [];
    int _count;
    string? _title;
    int _level = 1;
    List<Block> _blocks = [];

    /// <summary>Whether the chapter at hand has text of its own besides headings.</summary>
    public bool HasBody => _blocks.Any(block => block.Kind is not (BlockKind.Heading or BlockKind.SceneBreak));

    /// <summary>Whether the chapter at hand has nothing yet.</summary>
    public bool IsEmpty => _blocks.Count == 0;

    public void Begin(string? title, int level)
    {
        Close();
        Rename(title, level);
    }

    /// <summary>Begins a chapter with the last block of the one at hand, where that is a time of day: it belongs to what follows.</summary>
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

    /// <summary>Gives the chapter at hand another name and level, and keeps its blocks.</summary>
    public void Rename(string? title, int level) => (_title, _level) = (title, level);

    /// <summary>Adds a block; one without text is left out, unless its silence is the point.</summary>
    /// <exception cref="UnreadableArticleException">There are more than <see cref="MostBlocks"/>.</exception>
    public void Add(Block block)
    {
        if (block.Kind == BlockKind.SceneBreak || block.Text.Length > 0)
        {
            _blocks.Add(++_count <= MostBlocks ? block
                : throw new UnreadableArticleException($"The document has more than {MostBlocks:N0} paragraphs. Part it into several documents."));
        }
    }

    /// <summary>The chapters that are complete, once: they are in the list no longer.</summary>
    public IReadOnlyList<Chapter> Take()
    {
        var complete = _chapters.ToArray();
        _chapters.Clear();
        return complete;
    }

    /// <summary>
    /// A paragraph with nothing in it: a scene break, unless the document sets its paragraphs apart by such, which shows by how many
    /// there are.
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

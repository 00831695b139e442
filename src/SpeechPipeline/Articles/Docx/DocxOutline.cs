namespace SpeechPipeline.Articles.Docx;

/// <summary>What a document says of itself by how it is made: known when all of it has gone by once.</summary>
sealed class DocxOutline
{
    readonly ChapterList _chapters = new();
    bool _hasBegun;
    (int Level, string Text)? _first;
    int _topHeadings;

    public ChapterList Chapters => _chapters;

    /// <summary>
    /// The title with which the text begins: a paragraph of that style, or the only heading of the first level, as in Markdown. It is
    /// spoken first.
    /// </summary>
    public string? SpokenTitle => _first is { } first && (IsTitle || (first.Level == 1 && _topHeadings == 1)) ? first.Text : null;

    /// <summary>Whether the author says that it is the title.</summary>
    public bool IsTitle => _first?.Level == DocxWalk.TitleLevel;

    public void Heading(int level, string text)
    {
        if (!_hasBegun && !_chapters.HasBody)
        {
            _first = (level, text);
        }

        _topHeadings += level == 1 ? 1 : 0;
        _chapters.Add(new Block(BlockKind.Heading, text));
    }

    /// <summary>A paragraph or a table has gone by; what it says is not kept.</summary>
    public void Next()
    {
        _hasBegun |= _chapters.Close().Count > 0;
        _chapters.Take();
    }
}

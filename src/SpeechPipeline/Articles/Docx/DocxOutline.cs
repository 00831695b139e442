namespace SpeechPipeline.Articles.Docx;

/// <summary>The structure of a document, known after all of it has been read once.</summary>
sealed class DocxOutline
{
    readonly ChapterList _chapters = new();
    bool _hasBegun;
    (int Level, string Text)? _first;
    int _topHeadings;

    public ChapterList Chapters => _chapters;

    /// <summary>
    /// The title at the start of the text: a paragraph with the style Title, or the only heading of the first level, as in Markdown. It is
    /// spoken first.
    /// </summary>
    public string? SpokenTitle => _first is { } first && (IsTitle || (first.Level == 1 && _topHeadings == 1)) ? first.Text : null;

    /// <summary>Whether the author has marked it as the title.</summary>
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

    /// <summary>Notes a paragraph or a table; its words are not kept.</summary>
    public void Next()
    {
        _hasBegun |= _chapters.Close().Count > 0;
        _chapters.Take();
    }
}

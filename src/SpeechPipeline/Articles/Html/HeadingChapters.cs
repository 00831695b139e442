namespace SpeechPipeline.Articles.Html;

/// <summary>
/// The title comes first; headings of the first and second level begin chapters, as in Markdown. A title with nothing after it
/// runs into the chapter that follows.
/// </summary>
sealed class HeadingChapters : ChapterMarks
{
    readonly ChapterList _chapters;
    readonly string? _title;
    bool _onlyTitle;

    /// <param name="chapters">Where the title goes.</param>
    /// <param name="title">As it is said; null: the document has none.</param>
    /// <param name="standfirst">The text between the title and the article.</param>
    public HeadingChapters(ChapterList chapters, string? title, string? standfirst = null)
    {
        (_chapters, _title) = (chapters, title);
        if (title is not null)
        {
            chapters.Add(new Block(BlockKind.Heading, title));
            _onlyTitle = true;
        }

        if (standfirst is not null)
        {
            chapters.Add(new Block(BlockKind.Paragraph, standfirst));
        }
    }

    public override void Heading(int level, string text)
    {
        // The title is said once, also where a date or a name stands before it.
        if (_onlyTitle && (level == 1 || !_chapters.HasBody) && string.Equals(text, _title, StringComparison.OrdinalIgnoreCase))
        {
            return;
        }

        if (level <= 2)
        {
            if (_onlyTitle && !_chapters.HasBody)
            {
                _chapters.Rename(text, level);
            }
            else
            {
                _chapters.BeginWithTime(text, level);
            }

            _onlyTitle = false;
        }

        _chapters.Add(new Block(BlockKind.Heading, text));
    }
}

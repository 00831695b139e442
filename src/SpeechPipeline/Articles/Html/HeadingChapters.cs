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

    public HeadingChapters(ChapterList chapters, string? title)
    {
        (_chapters, _title) = (chapters, title);
        if (title is null)
        {
            return;
        }

        chapters.Add(new Block(BlockKind.Heading, title));
        _onlyTitle = true;
    }

    public override void Heading(int level, string text)
    {
        if (_onlyTitle && !_chapters.HasBody && string.Equals(text, _title, StringComparison.OrdinalIgnoreCase))
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
                _chapters.Begin(text, level);
            }

            _onlyTitle = false;
        }

        _chapters.Add(new Block(BlockKind.Heading, text));
    }
}

namespace SpeechPipeline.Articles;

/// <summary>The formats that articles come in.</summary>
public enum ArticleFormat
{
    /// <summary>Plain text; blank lines part its paragraphs.</summary>
    Text,

    /// <summary>CommonMark with tables, footnotes, task lists and front matter.</summary>
    Markdown,

    /// <summary>A web page, of which the article is read; or the HTML of an article alone.</summary>
    Html,

    /// <summary>A book, EPUB 2 or 3.</summary>
    Epub,
}

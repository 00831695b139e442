namespace SpeechPipeline.Articles;

/// <summary>The formats that articles come in.</summary>
public enum ArticleFormat
{
    /// <summary>Plain text; blank lines part its paragraphs.</summary>
    Text,

    /// <summary>CommonMark with tables, footnotes, task lists and front matter.</summary>
    Markdown,
}

namespace SpeechPipeline.Articles.Html;

/// <summary>A web page, of which the article is read; or the HTML of an article alone.</summary>
sealed class HtmlFormat : ArticleFormat
{
    public override string Name => "html";

    public override IReadOnlyList<string> MediaTypes { get; } = ["text/html", "application/xhtml+xml"];

    public override IReadOnlyList<string> Extensions { get; } = [".html", ".htm", ".xhtml"];

    public override bool IsMarkup => true;

    /// <remarks>A page of this size is parsed in half a second; the answer to a submission must not wait longer.</remarks>
    public override int MostBytesReadAtOnce => 2 * 1024 * 1024;

    public override ArticleReading Open(ArticleSource source, ReadingSettings settings) => ArticleReading.Of(HtmlReader.Read(source, settings));
}

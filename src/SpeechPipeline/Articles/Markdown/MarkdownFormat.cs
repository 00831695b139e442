namespace SpeechPipeline.Articles.Markdown;

/// <summary>CommonMark with tables, footnotes, task lists and front matter.</summary>
sealed class MarkdownFormat : ArticleFormat
{
    public override string Name => "markdown";

    public override IReadOnlyList<string> MediaTypes { get; } = ["text/markdown"];

    public override IReadOnlyList<string> OtherMediaTypes { get; } = ["text/x-markdown"];

    public override IReadOnlyList<string> Extensions { get; } = [".md", ".markdown"];

    public override bool HasLines => true;

    public override ArticleReading Open(ArticleSource source, ReadingSettings settings) => BackMatter.Without(ArticleReading.Of(MarkdownReader.Read(source.ReadText(), settings)), settings);
}

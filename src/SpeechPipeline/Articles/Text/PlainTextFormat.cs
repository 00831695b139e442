namespace SpeechPipeline.Articles.Text;

/// <summary>Plain text; blank lines separate its paragraphs.</summary>
sealed class PlainTextFormat : ArticleFormat
{
    public override string Name => "text";

    public override IReadOnlyList<string> MediaTypes { get; } = ["text/plain"];

    public override IReadOnlyList<string> Extensions { get; } = [".txt"];

    public override bool HasLines => true;

    public override ArticleReading Open(ArticleSource source, ReadingSettings settings) => BackMatter.Without(ArticleReading.Of(PlainTextReader.Read(source.ReadText())), settings);
}

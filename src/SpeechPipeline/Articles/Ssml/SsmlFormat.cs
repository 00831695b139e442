namespace SpeechPipeline.Articles.Ssml;

/// <summary>Speech Synthesis Markup Language (W3C, SSML 1.1): its words and its pauses.</summary>
sealed class SsmlFormat : ArticleFormat
{
    public override string Name => "ssml";

    public override IReadOnlyList<string> MediaTypes { get; } = ["application/ssml+xml"];

    public override IReadOnlyList<string> Extensions { get; } = [".ssml"];

    public override bool IsMarkup => true;

    public override ArticleReading Open(ArticleSource source, ReadingSettings settings) => ArticleReading.Of(SsmlReader.Read(source.ReadText()));
}

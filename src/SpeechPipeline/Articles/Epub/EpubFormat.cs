namespace SpeechPipeline.Articles.Epub;

/// <summary>A book, EPUB 2 or 3.</summary>
sealed class EpubFormat : ArticleFormat
{
    public override string Name => "epub";

    public override IReadOnlyList<string> MediaTypes { get; } = ["application/epub+zip"];

    public override IReadOnlyList<string> Extensions { get; } = [".epub"];

    public override bool IsBinary => true;

    public override int MostBytesReadAtOnce => 0;

    public override void Check(BinaryData content) => EpubReader.Check(content);

    public override ArticleReading Open(ArticleSource source, ReadingSettings settings) => EpubReader.Open(source.Content, settings);

    public override byte[]? ReadFile(BinaryData content, string path) => EpubReader.ReadFile(content, path);
}

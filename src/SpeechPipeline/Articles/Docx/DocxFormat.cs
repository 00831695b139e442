namespace SpeechPipeline.Articles.Docx;

/// <summary>A document of Word 2007 or later.</summary>
sealed class DocxFormat : ArticleFormat
{
    public override string Name => "docx";

    public override IReadOnlyList<string> MediaTypes { get; } = ["application/vnd.openxmlformats-officedocument.wordprocessingml.document"];

    public override IReadOnlyList<string> OtherMediaTypes { get; } = ["application/vnd.ms-word.document.macroenabled.12"];

    public override IReadOnlyList<string> Extensions { get; } = [".docx", ".docm"];

    public override bool IsBinary => true;

    public override int MostBytesReadAtOnce => 0;

    public override void Check(BinaryData content) => DocxReader.Check(content);

    public override ArticleReading Open(ArticleSource source, ReadingSettings settings) => BackMatter.Without(DocxReader.Open(source.Content, settings), settings);
}

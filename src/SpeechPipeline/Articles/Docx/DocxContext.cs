namespace SpeechPipeline.Articles.Docx;

/// <summary>The state of reading a document from start to end.</summary>
sealed class DocxContext(DocxStyles styles, DocxNumbering numbering, ReadingSettings settings)
{
    public DocxStyles Styles { get; } = styles;

    public DocxNumbering Numbering { get; } = numbering;

    public ReadingSettings Settings { get; } = settings;

    public DocxFields Fields { get; } = new(settings);

    public DocxLanguages Languages { get; } = new(styles.Languages);

    /// <summary>Words that belong to the next paragraph: a drop capital, or the text before a deleted paragraph mark.</summary>
    public string Carried { get; set; } = "";
}

namespace SpeechPipeline.Articles.Docx;

/// <summary>What is known of a document while it is read from its start to its end.</summary>
sealed class DocxContext(DocxStyles styles, DocxNumbering numbering, ReadingSettings settings)
{
    public DocxStyles Styles { get; } = styles;

    public DocxNumbering Numbering { get; } = numbering;

    public ReadingSettings Settings { get; } = settings;

    public DocxFields Fields { get; } = new(settings);

    public DocxLanguages Languages { get; } = new(styles.Languages);

    /// <summary>Words that run into the next paragraph: a drop capital, or what stands before a deleted end of a paragraph.</summary>
    public string Carried { get; set; } = "";
}

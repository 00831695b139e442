namespace SpeechPipeline.Articles.Docx;

/// <summary>The properties of a style, with those inherited from the styles that it is based on.</summary>
/// <param name="Role">The kind of text that its name states.</param>
/// <param name="Level">1 to 9 for a heading, 0 if it states that it is not a heading.</param>
/// <param name="Numbering">The list that its paragraphs belong to.</param>
/// <param name="NumberingLevel">Their level in the list, from 0.</param>
/// <param name="HasHeadRow">For a table: whether its first row looks different.</param>
/// <param name="HasHeadColumn">For a table: whether its first column looks different.</param>
sealed record DocxStyle(
    DocxRole Role, int? Level, string? Numbering, int? NumberingLevel, bool? IsHidden, bool? IsStruck, bool? IsBold, bool HasHeadRow, bool HasHeadColumn)
{
    public static DocxStyle None { get; } = new(DocxRole.None, null, null, null, null, null, null, false, false);

    /// <summary>The style, with missing properties from the one that it is based on.</summary>
    public DocxStyle Over(DocxStyle basis) => new(
        Role == DocxRole.None ? basis.Role : Role,
        Level ?? basis.Level,
        Numbering ?? basis.Numbering,
        NumberingLevel ?? basis.NumberingLevel,
        IsHidden ?? basis.IsHidden,
        IsStruck ?? basis.IsStruck,
        IsBold ?? basis.IsBold,
        HasHeadRow || basis.HasHeadRow,
        HasHeadColumn || basis.HasHeadColumn);
}

/// <summary>The kind of paragraphs with a style, other than running text.</summary>
enum DocxRole
{
    None,
    Title,
    Subtitle,
    Quote,
    Caption,

    /// <summary>Tables of contents and of figures, indexes.</summary>
    Contents,

    /// <summary>A list of sources.</summary>
    Sources,

    /// <summary>Programs.</summary>
    Code,
}

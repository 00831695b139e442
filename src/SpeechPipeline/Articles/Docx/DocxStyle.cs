namespace SpeechPipeline.Articles.Docx;

/// <summary>What a style says about the words that have it, with what it takes from the styles that it is based on.</summary>
/// <param name="Role">What its name says.</param>
/// <param name="Level">1 to 9 for a heading, 0 where it says that it is none.</param>
/// <param name="Numbering">The list that its paragraphs are items of.</param>
/// <param name="NumberingLevel">Their level there, from 0.</param>
/// <param name="HasHeadRow">Of a table: whether its first row looks different.</param>
/// <param name="HasHeadColumn">Of a table: whether its first column does.</param>
sealed record DocxStyle(
    DocxRole Role, int? Level, string? Numbering, int? NumberingLevel, bool? IsHidden, bool? IsStruck, bool? IsBold, bool HasHeadRow, bool HasHeadColumn)
{
    public static DocxStyle None { get; } = new(DocxRole.None, null, null, null, null, null, null, false, false);

    /// <summary>The style, with the rest from the one that it is based on.</summary>
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

/// <summary>What paragraphs of a style are, where it is more than running text.</summary>
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

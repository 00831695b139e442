namespace SpeechPipeline.Articles;

/// <summary>What a block is to the ear.</summary>
public enum BlockKind
{
    /// <summary>A heading inside a chapter, or the chapter's own, or the article's title.</summary>
    Heading,
    Paragraph,

    /// <summary>One item of a list, with its number where the list has numbers.</summary>
    ListItem,
    Quote,

    /// <summary>One row of a table, each cell after the heading of its column.</summary>
    TableRow,

    /// <summary>A silence between two scenes; it has no text.</summary>
    SceneBreak,
}

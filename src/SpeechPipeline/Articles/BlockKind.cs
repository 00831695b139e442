namespace SpeechPipeline.Articles;

/// <summary>How a block is spoken.</summary>
public enum BlockKind
{
    /// <summary>A heading inside a chapter, the chapter's own heading, or the article's title.</summary>
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

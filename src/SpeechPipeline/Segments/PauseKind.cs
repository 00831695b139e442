namespace SpeechPipeline.Segments;

/// <summary>The reason for the pause after a segment; <see cref="PauseSettings"/> has its length.</summary>
public enum PauseKind
{
    /// <summary>No pause: the sentence continues, or the episode ends.</summary>
    None,

    /// <summary>Between two sentences of a paragraph that was too long for one call.</summary>
    Sentence,
    Paragraph,

    /// <summary>Between two items of a list or two rows of a table.</summary>
    ListItem,

    /// <summary>Before and after a heading inside a chapter.</summary>
    Heading,
    SceneBreak,

    /// <summary>Between two chapters.</summary>
    Chapter,

    /// <summary>Where the text asks for a silence of its own length.</summary>
    Marked,
}

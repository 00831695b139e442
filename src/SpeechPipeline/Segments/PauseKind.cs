namespace SpeechPipeline.Segments;

/// <summary>Why it is silent after a segment; <see cref="PauseSettings"/> says how long.</summary>
public enum PauseKind
{
    /// <summary>The sentence goes on, or the episode is over.</summary>
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
}

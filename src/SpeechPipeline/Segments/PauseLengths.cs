namespace SpeechPipeline.Segments;

/// <summary>A caller's own pause lengths, in milliseconds; those that are absent come from <see cref="PauseSettings"/>.</summary>
public sealed record PauseLengths(int? Sentence, int? Paragraph, int? ListItem, int? Heading, int? SceneBreak, int? Chapter)
{
    /// <summary>The length of a pause, in milliseconds; null if the caller does not set it.</summary>
    public int? Milliseconds(PauseKind kind) => kind switch
    {
        PauseKind.Sentence => Sentence,
        PauseKind.Paragraph => Paragraph,
        PauseKind.ListItem => ListItem,
        PauseKind.Heading => Heading,
        PauseKind.SceneBreak => SceneBreak,
        PauseKind.Chapter => Chapter,
        _ => null,
    };
}

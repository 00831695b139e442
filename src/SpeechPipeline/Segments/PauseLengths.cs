namespace SpeechPipeline.Segments;

/// <summary>A caller's own silences in place of those of <see cref="PauseSettings"/>, in milliseconds; absent: as set.</summary>
public sealed record PauseLengths(int? Sentence, int? Paragraph, int? ListItem, int? Heading, int? SceneBreak, int? Chapter)
{
    /// <summary>The length of a pause, in milliseconds; null where the caller has none for it.</summary>
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

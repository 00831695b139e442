using System.ComponentModel.DataAnnotations;

namespace SpeechPipeline.Segments;

/// <summary>
/// The pauses between segments, in milliseconds, each from 0 to 10,000. Silence that the model leaves at the ends of a
/// segment is not counted. Pauses do not add up: between two segments there is only one, the longest.
/// </summary>
public sealed class PauseSettings
{
    /// <summary>The longest pause allowed, in milliseconds.</summary>
    public const int Longest = 10_000;

    /// <summary>Between sentences of a paragraph that was split. Default 350.</summary>
    [Range(0, Longest)]
    public int SentenceMilliseconds { get; set; } = 350;

    /// <summary>After a paragraph or a quote, and after the last item of a list. Default 750.</summary>
    [Range(0, Longest)]
    public int ParagraphMilliseconds { get; set; } = 750;

    /// <summary>Between items of a list and rows of a table. Default 500.</summary>
    [Range(0, Longest)]
    public int ListItemMilliseconds { get; set; } = 500;

    /// <summary>Before and after a heading inside a chapter. Default 1,000.</summary>
    [Range(0, Longest)]
    public int HeadingMilliseconds { get; set; } = 1_000;

    /// <summary>For a scene break. Default 1,600.</summary>
    [Range(0, Longest)]
    public int SceneBreakMilliseconds { get; set; } = 1_600;

    /// <summary>Between two chapters. Default 2,200.</summary>
    [Range(0, Longest)]
    public int ChapterMilliseconds { get; set; } = 2_200;

    /// <summary>The length of a pause, in milliseconds; 0 for <see cref="PauseKind.None"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="kind"/> is not a known pause.</exception>
    public int Milliseconds(PauseKind kind) => kind switch
    {
        PauseKind.None => 0,
        PauseKind.Sentence => SentenceMilliseconds,
        PauseKind.Paragraph => ParagraphMilliseconds,
        PauseKind.ListItem => ListItemMilliseconds,
        PauseKind.Heading => HeadingMilliseconds,
        PauseKind.SceneBreak => SceneBreakMilliseconds,
        PauseKind.Chapter => ChapterMilliseconds,
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "Not a kind of pause."),
    };
}

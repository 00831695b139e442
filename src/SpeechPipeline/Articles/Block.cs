using SpeechPipeline.Text;
namespace SpeechPipeline.Articles;

/// <summary>The smallest piece of an article that a narrator separates by a pause. Its text is always normalized.</summary>
/// <param name="Kind">How it is spoken.</param>
/// <param name="Text">The words to speak, normalized by <see cref="SpokenText.Normalize"/>; empty for a scene break.</param>
/// <param name="Speaker">The speaker that the article names; null is the narrator.</param>
/// <param name="PauseAfterMs">The silence that the author wants after it, in milliseconds; null: the usual one.</param>
public sealed record Block(BlockKind Kind, string Text, string? Speaker = null, int? PauseAfterMs = null)
{
    public string Text { get; init => field = SpokenText.Normalize(value); } = SpokenText.Normalize(Text);

    /// <summary>A silence between two scenes.</summary>
    public static Block SceneBreak { get; } = new(BlockKind.SceneBreak, "");
}

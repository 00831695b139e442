using SpeechPipeline.Text;
namespace SpeechPipeline.Articles;

/// <summary>The smallest piece of an article that a narrator would set apart. Its text is always normalized.</summary>
/// <param name="Kind">What it is to the ear.</param>
/// <param name="Text">The words to speak, normalized as <see cref="SpokenText.Normalize"/> says; empty for a scene break.</param>
/// <param name="Speaker">Who says it, where the article tells; null is the narrator.</param>
public sealed record Block(BlockKind Kind, string Text, string? Speaker = null)
{
    public string Text { get; init => field = SpokenText.Normalize(value); } = SpokenText.Normalize(Text);

    /// <summary>A silence between two scenes.</summary>
    public static Block SceneBreak { get; } = new(BlockKind.SceneBreak, "");
}

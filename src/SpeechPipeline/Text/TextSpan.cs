namespace SpeechPipeline.Text;

/// <summary>A span of a text, in UTF-16 code units.</summary>
/// <param name="Start">The first unit.</param>
/// <param name="End">The unit after the last one.</param>
public readonly record struct TextSpan(int Start, int End)
{
    public int Length => End - Start;

    /// <summary>The text of the span, taken from the text that it was found in.</summary>
    public string Of(string text) => text[Start..End];
}

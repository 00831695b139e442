namespace SpeechPipeline.Text;

/// <summary>A stretch of a text, in UTF-16 code units.</summary>
/// <param name="Start">Its first unit.</param>
/// <param name="End">The unit after its last.</param>
public readonly record struct TextSpan(int Start, int End)
{
    public int Length => End - Start;

    /// <summary>The words of the stretch, out of the text that it was found in.</summary>
    public string Of(string text) => text[Start..End];
}

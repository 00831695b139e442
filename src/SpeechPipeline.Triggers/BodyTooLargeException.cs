namespace SpeechPipeline.Triggers;

/// <summary>A body went on for longer than is allowed.</summary>
sealed class BodyTooLargeException : IOException
{
    public BodyTooLargeException()
        : base("The body is too large.")
    {
    }
}

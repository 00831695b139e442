namespace SpeechPipeline.Triggers;

/// <summary>A body is longer than allowed.</summary>
sealed class BodyTooLargeException : IOException
{
    public BodyTooLargeException()
        : base("The body is too large.")
    {
    }
}

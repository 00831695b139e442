namespace SpeechPipeline.Articles;

/// <summary>A document cannot be read as the format that it claims to be. The message is meant for the person who sent it.</summary>
public sealed class UnreadableArticleException(string message, Exception? innerException = null)
    : Exception(message, innerException)
{
    /// <summary>The fault to log if our code is to blame, not the document; null otherwise.</summary>
    public ReadingFault? Fault { get; private init; }

    /// <summary>The document could not be read because of an unexpected exception in its reader.</summary>
    public static UnreadableArticleException For(Exception unexpected)
    {
        var fault = ReadingFault.Of(unexpected);
        return new UnreadableArticleException(
            $"The document could not be read because of a fault in the pipeline, logged with the id {fault.Id}. Try another format of the same text.", unexpected)
        {
            Fault = fault,
        };
    }
}

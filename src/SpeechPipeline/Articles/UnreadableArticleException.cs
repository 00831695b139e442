namespace SpeechPipeline.Articles;

/// <summary>A document cannot be read as the format that it claims to be. The message is meant for the person who sent it.</summary>
public sealed class UnreadableArticleException(string message, Exception? innerException = null)
    : Exception(message, innerException)
{
    /// <summary>What is to be logged where the fault is not the document's but ours; null otherwise.</summary>
    public ReadingFault? Fault { get; private init; }

    /// <summary>The refusal of a document on which its reader failed in a way that nobody foresaw.</summary>
    public static UnreadableArticleException For(Exception unexpected)
    {
        var fault = ReadingFault.Of(unexpected);
        return new UnreadableArticleException(
            $"The reader failed on the document. This is a fault of the pipeline, in its log under the id {fault.Id}; another format of the same text may be readable.", unexpected)
        {
            Fault = fault,
        };
    }
}

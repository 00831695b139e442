namespace SpeechPipeline.Articles;

/// <summary>A document cannot be read as the format that it claims to be. The message is meant for the person who sent it.</summary>
public sealed class UnreadableArticleException(string message, Exception? innerException = null)
    : Exception(message, innerException);

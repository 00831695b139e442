using System.ServiceModel.Syndication;
using System.Xml;
using SpeechPipeline.Articles;

namespace SpeechPipeline.Batches.Feeds;

/// <summary>What stands for an entry that cannot be read.</summary>
/// <param name="problem">The end of a sentence that begins with the entry.</param>
sealed class UnreadableEntry(string problem) : SyndicationItem
{
    public string Problem => problem;

    /// <summary>What is to be logged where the fault is ours; null otherwise.</summary>
    public Exception? Fault { get; private init; }

    public static UnreadableEntry For(Exception exception) => exception switch
    {
        UnreadableArticleException => new UnreadableEntry($"cannot be read: {exception.Message}"),
        XmlException or FormatException => new UnreadableEntry("is not an entry as its feed's format has them."),
        _ => new UnreadableEntry("cannot be read: the reader of feeds failed on it. Submit the page of the entry as source_url.") { Fault = exception },
    };
}

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
    public ReadingFault? Fault { get; private init; }

    public static UnreadableEntry For(Exception exception)
    {
        switch (exception)
        {
            case UnreadableArticleException:
                return new UnreadableEntry($"cannot be read: {exception.Message}");
            case XmlException or FormatException:
                return new UnreadableEntry("is not an entry as its feed's format has them.");
            default:
                var fault = ReadingFault.Of(exception);
                return new UnreadableEntry($"cannot be read because of a fault in the pipeline, logged with the id {fault.Id}. Submit the page of the entry as source_url.") { Fault = fault };
        }
    }
}

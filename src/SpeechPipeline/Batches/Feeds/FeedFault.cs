using Microsoft.Extensions.Logging;
using SpeechPipeline.Articles;

namespace SpeechPipeline.Batches.Feeds;

/// <summary>A fault of ours that is met in a feed refuses that feed; without it, its batch would be tried until it is given up.</summary>
static partial class FeedFault
{
    /// <param name="batch">The feed's, for the log.</param>
    /// <param name="logger">Gets the fault with its id, and no text of the feed.</param>
    /// <param name="read">Reads the feed, or a part of it, from memory: a fault of storage or of the network is none of the feed's.</param>
    /// <exception cref="BatchFormatException">It cannot be read; where the fault is ours, the message has its id.</exception>
    public static T Refusing<T>(BatchId batch, ILogger logger, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception e) when (e is not BatchFormatException && ReadingFault.IsOurs(e))
        {
            var fault = ReadingFault.Of(e);
            Log.FeedFailed(logger, batch.ToString(), fault.Id, fault.Where);
            throw new BatchFormatException("#", $"cannot be read because of a fault in the pipeline, logged with the id {fault.Id}. Submit the pages of its entries as source_url, one job each.");
        }
    }

    static partial class Log
    {
        [LoggerMessage(LogLevel.Error, "Batch {Batch}: its feed could not be read, fault {Fault}: {Where}")]
        public static partial void FeedFailed(ILogger logger, string batch, string fault, string where);
    }
}

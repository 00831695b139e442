using System.Security.Cryptography;
using Microsoft.Extensions.Logging;

namespace SpeechPipeline.Articles;

/// <summary>
/// A fault of ours, or of a library's, that a document brought to light. Whoever sent the document gets its id; the log gets the id with where it
/// happened, and never a word of the document, which the messages of libraries may quote.
/// </summary>
/// <param name="Id">Eight letters and digits, told to the caller and to the log.</param>
/// <param name="Where">The kinds of the exceptions and the calls that led to them.</param>
public sealed partial record ReadingFault(string Id, string Where)
{
    /// <summary>Whether an exception is a fault of whoever reads a document: neither the end of the work nor of the memory.</summary>
    public static bool IsOurs(Exception exception) =>
        exception is not (OperationCanceledException or OutOfMemoryException or InsufficientExecutionStackException or UnreadableArticleException);

    /// <summary>Writes it down.</summary>
    public void LogTo(ILogger logger) => Log.Failed(logger, Id, Where);

    public static ReadingFault Of(Exception exception)
    {
        ArgumentNullException.ThrowIfNull(exception);
        var kinds = new List<string>();
        for (var e = exception; e is not null; e = e.InnerException)
        {
            kinds.Add($"{e.GetType().Name}{Environment.NewLine}{e.StackTrace}");
        }

        return new ReadingFault(RandomNumberGenerator.GetHexString(8, lowercase: true), string.Join(Environment.NewLine, kinds));
    }

    static partial class Log
    {
        [LoggerMessage(LogLevel.Error, "The reader failed on a document, fault {Fault}: {Where}")]
        public static partial void Failed(ILogger logger, string fault, string where);
    }
}

using System.Security.Cryptography;
using Microsoft.Extensions.Logging;

namespace SpeechPipeline.Articles;

/// <summary>
/// A fault in our code or in a library that occurred with a document. The sender gets its id; the log gets the id and where it
/// happened, but not the messages of libraries, which may quote the document.
/// </summary>
/// <param name="Id">Eight hexadecimal digits, for the caller and the log.</param>
/// <param name="Where">The types and stack traces of the exceptions.</param>
public sealed partial record ReadingFault(string Id, string Where)
{
    /// <summary>Whether an exception is a fault of the reader: not a cancellation, lack of memory or stack, or an unreadable document.</summary>
    public static bool IsOurs(Exception exception) =>
        exception is not (OperationCanceledException or OutOfMemoryException or InsufficientExecutionStackException or UnreadableArticleException);

    /// <summary>Logs it as an error.</summary>
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
        [LoggerMessage(LogLevel.Error, "A document could not be read because of a fault in its reader. Fault {Fault}: {Where}")]
        public static partial void Failed(ILogger logger, string fault, string where);
    }
}

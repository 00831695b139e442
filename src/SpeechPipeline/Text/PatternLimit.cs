using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace SpeechPipeline.Text;

/// <summary>
/// How long a pattern may look at a text. Each is written so that it takes milliseconds for the largest document; one that is not would
/// take hours for some text, and no document may hold an instance. It ends as a fault of the reader, under an id in the log.
/// </summary>
static class PatternLimit
{
    public static readonly TimeSpan Longest = TimeSpan.FromSeconds(10);

    // What regular expressions ask for when they are built, https://learn.microsoft.com/dotnet/api/system.text.regularexpressions.regex.matchtimeout;
    // those of this assembly are built with the first that is used.
    [ModuleInitializer]
    [SuppressMessage("Usage", "CA2255:The 'ModuleInitializer' attribute should not be used in libraries", Justification = "It has to be set before any pattern is built.")]
    internal static void Set() => AppContext.SetData("REGEX_DEFAULT_MATCH_TIMEOUT", Longest);
}

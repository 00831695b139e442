using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace SpeechPipeline.Text;

/// <summary>
/// How long a regular expression may run. Each takes milliseconds for the largest document; a badly written one could
/// take hours for some text, and no document may block an instance. The limit is the whole process's, unless its host has set one. A time-out counts as a fault of the reader and is logged with an id.
/// </summary>
static class PatternLimit
{
    public static readonly TimeSpan Longest = TimeSpan.FromSeconds(10);

    const string Setting = "REGEX_DEFAULT_MATCH_TIMEOUT";

    // Regular expressions read this value when they are constructed, https://learn.microsoft.com/dotnet/api/system.text.regularexpressions.regex.matchtimeout;
    // those of this assembly are constructed when the first is used.
    [ModuleInitializer]
    [SuppressMessage("Usage", "CA2255:The 'ModuleInitializer' attribute should not be used in libraries", Justification = "It has to be set before any pattern is built.")]
    internal static void Set()
    {
        if (AppContext.GetData(Setting) is null)
        {
            AppContext.SetData(Setting, Longest);
        }
    }
}

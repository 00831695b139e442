using SpeechPipeline.Text;

namespace SpeechPipeline.Speech;

/// <summary>Names of models or voices in a message, which is kept in a row of a table.</summary>
public static class ListedNames
{
    const int Most = 20;

    const int Longest = 100;

    /// <summary>The first 20, each cut to 100 characters, and how many more there are.</summary>
    public static string Of(IReadOnlyCollection<string> names)
    {
        ArgumentNullException.ThrowIfNull(names);
        return string.Join(", ", names.Take(Most).Select(static name => TextCut.At(name, Longest))) + (names.Count > Most ? $" and {names.Count - Most} more" : "");
    }
}

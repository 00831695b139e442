namespace SpeechPipeline.Cli;

/// <summary>Names of files made from titles.</summary>
static class FileName
{
    const int MostCharacters = 100;

    /// <summary>The title with what no file system minds; other characters become hyphens.</summary>
    public static string Of(string title)
    {
        var name = string.Concat(title.Select(static c => char.IsLetterOrDigit(c) || c is '-' or '_' or '.' or ' ' || char.IsSurrogate(c) || char.IsAsciiLetter(c) || c > 127 && !char.IsControl(c) ? c : '-')).Trim(' ', '.', '-');
        return name.Length <= MostCharacters ? name : name[..(char.IsHighSurrogate(name[MostCharacters - 1]) ? MostCharacters - 1 : MostCharacters)].TrimEnd();
    }
}

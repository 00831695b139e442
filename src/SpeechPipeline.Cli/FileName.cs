using System.Globalization;

namespace SpeechPipeline.Cli;

/// <summary>Names of files made from titles.</summary>
static class FileName
{
    const int MostCharacters = 100;

    /// <summary>The title in letters of any script, digits, and what no file system minds; other characters, such as those that turn the direction of text, become hyphens.</summary>
    public static string Of(string title)
    {
        var name = string.Concat(title.Select(static c => IsKept(c) ? c : '-')).Trim(' ', '.', '-');
        return name.Length <= MostCharacters ? name : name[..(char.IsHighSurrogate(name[MostCharacters - 1]) ? MostCharacters - 1 : MostCharacters)].TrimEnd();
    }

    static bool IsKept(char c) => c is '-' or '_' or '.' or ' ' || char.IsLetterOrDigit(c) || char.IsSurrogate(c)
        || char.GetUnicodeCategory(c) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark;
}

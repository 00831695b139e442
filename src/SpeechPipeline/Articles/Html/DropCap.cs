using System.Text.RegularExpressions;
using AngleSharp.Dom;

namespace SpeechPipeline.Articles.Html;

/// <summary>Large letters that begin a chapter: the rest of their word follows, whatever markup and space lies between.</summary>
static partial class DropCap
{
    /// <summary>The letter, with the quotation mark before it, that is all there is in the element; null where it is no such element.</summary>
    public static string? LetterOf(IElement element) =>
        element.ClassName is { } classes && CapClass().IsMatch(classes) && element.ChildNodes is { Length: 1 } nodes && nodes[0] is IText { Length: <= 4 } text
        && text.Data.Trim() is { Length: > 0 } letter && Letter().IsMatch(letter)
            ? letter
            : null;

    /// <summary>The alternative text of a picture; of one that shows a letter, the letter.</summary>
    public static string Alternative(string text) => PictureOfLetter().Match(text) is { Success: true } match ? match.Groups["letter"].Value : text;

    [GeneratedRegex(@"(^|[\s_-])(drop-?_?cap|dropcap|drop|dc|cap|initial|firstletter|first-letter|lettrine|raised|big-?cap)s?\d?(\s|$)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex CapClass();

    [GeneratedRegex(@"^[\p{Pi}\p{Ps}""'‘“„«]?\p{Lu}$", RegexOptions.CultureInvariant)]
    private static partial Regex Letter();

    [GeneratedRegex(@"^((decorat|ornament|illuminat|illustrat|histori)\w* )?((drop|raised|initial)[ -]?)?(cap(ital)?|letter|initial)( letter)?:? (?<letter>\p{Lu})$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex PictureOfLetter();
}

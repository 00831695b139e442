using System.Text.RegularExpressions;
using AngleSharp.Dom;
using SpeechPipeline.Articles.Text;

namespace SpeechPipeline.Articles.Html;

/// <summary>Recognizes breaks between scenes: a row of ornaments, or an empty paragraph.</summary>
static partial class Spacer
{
    const int LongestOrnament = 40;

    public static bool Is(IElement paragraph) => paragraph.ChildElementCount == 0 && string.IsNullOrWhiteSpace(paragraph.TextContent);

    /// <summary>Fewer than three hyphens are only a dash.</summary>
    public static bool IsOrnament(string words) =>
        words.Length is > 0 and <= LongestOrnament && PlainTextLine.Of(words).IsSceneBreak && !(words.Length < 3 && words[0] is '-' or '–' or '—' or '•' or '·' or '_' or '=' or '+');

    /// <summary>An alternative text that says that there is none, or is a file's name.</summary>
    public static bool IsNoAlternative(string text) => NoAlternative().IsMatch(text);

    [GeneratedRegex(@"^(alternative text|alt( text)?|image|picture|photo|figure|untitled|null|undefined|placeholder|logo|icon|.{0,20}not available\.?|\S+\.(jpe?g|png|gif|webp|svg)|(img|dsc|image)[_-]?\d+)$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex NoAlternative();
}

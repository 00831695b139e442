using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Wordprocessing;

namespace SpeechPipeline.Articles.Docx;

/// <summary>The styles of a document. Word always writes the names of its built-in styles in English; their ids are translated.</summary>
sealed class DocxStyles
{
    // Word's own limit is 11 (a style may be based on another ten deep).
    const int MostBases = 50;

    readonly Dictionary<string, Style> _styles = new(StringComparer.Ordinal);
    readonly Dictionary<string, DocxStyle> _own = new(StringComparer.Ordinal);
    readonly Dictionary<string, DocxStyle> _resolved = new(StringComparer.Ordinal);
    readonly DocxStyle _default;

    public DocxStyles(Styles? styles)
    {
        foreach (var style in styles?.Elements<Style>() ?? [])
        {
            if (style.StyleId?.InnerText is { } id)
            {
                _styles.TryAdd(id, style);
            }
        }

        var normal = styles?.Elements<Style>().FirstOrDefault(style => style.Type?.InnerText == "paragraph" && style.Default?.InnerText is "1" or "true" or "on");
        _default = normal?.StyleId?.InnerText is { } name ? Find(name) : DocxStyle.None;
        Languages = normal?.StyleRunProperties?.Languages ?? styles?.DocDefaults?.RunPropertiesDefault?.RunPropertiesBaseStyle?.Languages;
    }

    /// <summary>The style of text that names none.</summary>
    public Languages? Languages { get; }

    public DocxStyle OfParagraph(string? id) => id is null ? _default : Find(id);

    /// <summary>A style of characters or of tables.</summary>
    public DocxStyle Of(string? id) => id is null ? DocxStyle.None : Find(id);

    DocxStyle Find(string id)
    {
        if (_resolved.TryGetValue(id, out var known))
        {
            return known;
        }

        var resolved = DocxStyle.None;
        var next = id;
        for (var bases = 0; bases < MostBases && next is not null; bases++)
        {
            var style = _styles.GetValueOrDefault(next);
            if (!_own.TryGetValue(next, out var own))
            {
                // A missing style is a built-in style of Word, which its id names.
                own = _own[next] = style is null ? Named(next) : OwnOf(style);
            }

            resolved = resolved.Over(own);
            next = style?.BasedOn?.Val?.InnerText;
        }

        return _resolved[id] = resolved;
    }

    static DocxStyle OwnOf(Style style)
    {
        var named = Named(style.StyleName?.Val?.InnerText ?? style.StyleId!.InnerText!);
        var paragraph = style.StyleParagraphProperties;
        var numbering = paragraph?.NumberingProperties;
        var run = style.StyleRunProperties;
        return new DocxStyle(
            named.Role,
            LevelOf(paragraph?.OutlineLevel) ?? named.Level,
            numbering?.NumberingId?.Val?.InnerText,
            numbering?.NumberingLevelReference?.Val.Whole(),
            run?.Vanish.IsOn(),
            IsStruckOut(run?.Strike, run?.DoubleStrike),
            run?.Bold.IsOn(),
            HasPart(style, "firstRow"),
            HasPart(style, "firstCol"));
    }

    /// <summary>1 to 9 for a heading, 0 for text; null if not stated.</summary>
    public static int? LevelOf(OutlineLevel? level) => level?.Val.Whole() switch { >= 0 and <= 8 and var number => number + 1, null => null, _ => 0 };

    /// <summary>Null if neither is stated.</summary>
    public static bool? IsStruckOut(OnOffType? once, OnOffType? twice) => once is null && twice is null ? null : once.IsOn() == true || twice.IsOn() == true;

    static bool HasPart(Style style, string part) => style.Elements<TableStyleProperties>().Any(properties => properties.Type?.InnerText == part);

    static DocxStyle Named(string name)
    {
        var plain = name.Replace(" ", "", StringComparison.Ordinal).ToLowerInvariant();
        var role = plain switch
        {
            "title" => DocxRole.Title,
            "subtitle" => DocxRole.Subtitle,
            "quote" or "intensequote" or "blocktext" or "quotations" => DocxRole.Quote,
            "caption" => DocxRole.Caption,
            "tocheading" or "tableoffigures" or "tableofauthorities" or "toaheading" or "indexheading" or "contentsheading" => DocxRole.Contents,
            "bibliography" => DocxRole.Sources,
            "sourcecode" or "htmlcode" => DocxRole.Code,
            _ when IsNumbered(plain, "toc") || IsNumbered(plain, "index") || IsNumbered(plain, "contents") => DocxRole.Contents,
            _ => DocxRole.None,
        };
        return DocxStyle.None with
        {
            Role = role,
            Level = IsNumbered(plain, "heading") ? plain[^1] - '0' : null,
        };
    }

    static bool IsNumbered(string name, string stem) =>
        name.Length == stem.Length + 1 && name.StartsWith(stem, StringComparison.Ordinal) && name[^1] is >= '1' and <= '9';
}

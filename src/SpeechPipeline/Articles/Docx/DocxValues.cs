using System.Globalization;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Wordprocessing;

namespace SpeechPipeline.Articles.Docx;

/// <summary>Reads attributes as written: the SDK's own values throw if one is malformed.</summary>
static class DocxValues
{
    /// <summary>Whether a property is on; null if it is missing.</summary>
    public static bool? IsOn(this OnOffType? property) => property is null ? null : property.Val?.InnerText is not ("0" or "false" or "off");

    /// <inheritdoc cref="IsOn(OnOffType?)"/>
    public static bool? IsOn(this OnOffOnlyType? property) => property is null ? null : property.Val?.InnerText is not ("0" or "false" or "off");

    /// <summary>A whole number; null if there is none, or none in range.</summary>
    public static int? Whole(this OpenXmlSimpleType? value) =>
        int.TryParse(value?.InnerText, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && number is >= -1 and <= short.MaxValue ? number : null;
}

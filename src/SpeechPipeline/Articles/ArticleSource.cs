using System.Net.Mime;
using SpeechPipeline.Articles.Html;

namespace SpeechPipeline.Articles;

/// <summary>A document as it was received.</summary>
/// <param name="Format">How it is to be read.</param>
/// <param name="Content">Its bytes.</param>
/// <param name="ContentType">As it was sent, with its <c>charset</c> where it has one.</param>
/// <param name="Address">Where it was fetched from; null where it was not.</param>
public sealed record ArticleSource(ArticleFormat Format, BinaryData Content, string? ContentType = null, Uri? Address = null)
{
    /// <summary>A document that was handed over as text.</summary>
    public static ArticleSource FromText(ArticleFormat format, string content) =>
        new(format, BinaryData.FromString(content), $"{format.MediaTypes[0]}; charset=utf-8");

    /// <summary>The content as text, its encoding found as browsers find it. Not for a format that is binary.</summary>
    public string ReadText() => TextDecoding.Decode(Content.ToMemory().Span, Charset, Format.IsMarkup);

    /// <summary>How its text is encoded, as the <c>Content-Type</c> says; null: that says nothing.</summary>
    public string? Charset => MediaType?.CharSet;

    internal bool IsXhtml => MediaType?.MediaType is "application/xhtml+xml";

    ContentType? MediaType
    {
        get
        {
            try
            {
                return string.IsNullOrEmpty(ContentType) ? null : new ContentType(ContentType);
            }
            catch (FormatException)
            {
                // What cannot be understood says nothing.
                return null;
            }
        }
    }
}

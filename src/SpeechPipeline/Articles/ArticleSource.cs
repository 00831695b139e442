using System.Net.Mime;
using SpeechPipeline.Articles.Html;

namespace SpeechPipeline.Articles;

/// <summary>A document as it was received.</summary>
/// <param name="Format">The format to read it as.</param>
/// <param name="Content">Its bytes.</param>
/// <param name="ContentType">The content type as received, with its <c>charset</c> if it has one.</param>
/// <param name="Address">The address that it was fetched from; null if it was not fetched.</param>
public sealed record ArticleSource(ArticleFormat Format, BinaryData Content, string? ContentType = null, Uri? Address = null)
{
    /// <summary>A document that was submitted as text.</summary>
    public static ArticleSource FromText(ArticleFormat format, string content) =>
        new(format, BinaryData.FromString(content), $"{format.MediaTypes[0]}; charset=utf-8");

    /// <summary>The content as text, its encoding found as browsers find it. Not for a format that is binary.</summary>
    public string ReadText() => TextDecoding.Decode(Content.ToMemory().Span, MediaType?.CharSet, Format.IsMarkup);

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
                // A content type that cannot be parsed is ignored.
                return null;
            }
        }
    }
}

using System.Net.Mime;
using SpeechPipeline.Articles.Html;
using SpeechPipeline.Text;

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

    /// <summary>The encoding that <see cref="ContentType"/> names, where it is one that is not known.</summary>
    public string? UnknownEncoding => MediaType?.CharSet is { Length: > 0 } charset && !IsEncoding(charset) ? charset : null;

    /// <summary>Whether an encoding of that name can be read: the names of the Encoding standard, such as <c>windows-1252</c> and <c>shift_jis</c>.</summary>
    public static bool IsEncoding(string name) => TextDecoding.IsKnown(name);

    /// <summary>The content as text, its encoding found as browsers find it, and a second one undone. Not for a format that is binary.</summary>
    public string ReadText() => DoubleEncoding.Undo(TextDecoding.Decode(Content.ToMemory().Span, Charset, Format.IsMarkup));

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
                // A content type that cannot be parsed is ignored.
                return null;
            }
        }
    }
}

using System.Text.Json.Serialization;
using SpeechPipeline.Articles.Html;

namespace SpeechPipeline.Articles;

/// <summary>
/// An input format: everything that the pipeline knows about it. <see cref="ArticleFormats"/> lists them all; there is one object for
/// each.
/// </summary>
[JsonConverter(typeof(ArticleFormatConverter))]
public abstract class ArticleFormat
{
    /// <summary>The name in requests and in storage, in lower case.</summary>
    public abstract string Name { get; }

    /// <summary>The media types that messages and <c>Accept</c> name, the main one first.</summary>
    public abstract IReadOnlyList<string> MediaTypes { get; }

    /// <summary>Further media types that are accepted.</summary>
    public virtual IReadOnlyList<string> OtherMediaTypes => [];

    /// <summary>The file name extensions, with the dot, in lower case; the main one first.</summary>
    public abstract IReadOnlyList<string> Extensions { get; }

    /// <summary>Whether its content is binary: in JSON it is base64.</summary>
    public virtual bool IsBinary => false;

    /// <summary>Whether a document can declare its own encoding.</summary>
    public virtual bool IsMarkup => false;

    /// <summary>Whether lines may begin with the name of a speaker, as in a script.</summary>
    public virtual bool HasLines => false;

    /// <summary>
    /// The largest document, in bytes, that is read during its submission, so that errors are reported at once; a
    /// larger one is read by the runner. 0: only <see cref="Check"/> is called during submission.
    /// </summary>
    public virtual int MostBytesReadAtOnce => int.MaxValue;

    /// <summary>Checks a document quickly, without reading its text.</summary>
    /// <exception cref="UnreadableArticleException">It is not of this format, is protected, or is out of bounds.</exception>
    public virtual void Check(BinaryData content)
    {
    }

    /// <summary>Opens a document for reading.</summary>
    /// <exception cref="UnreadableArticleException">It cannot be read. Also thrown when a chapter is asked for that cannot be read.</exception>
    public abstract ArticleReading Open(ArticleSource source, ReadingSettings settings);

    /// <summary>One file inside a document, such as its cover; null if the format has no files inside.</summary>
    /// <exception cref="UnreadableArticleException">The file is missing, protected, damaged or too large.</exception>
    public virtual byte[]? ReadFile(BinaryData content, string path) => null;

    /// <summary>The problem of a document's bytes, as the end of a sentence that begins with the name of the field or file; null if there is none.</summary>
    public virtual string? ProblemOf(ReadOnlySpan<byte> content) =>
        content.IsEmpty ? "is empty."
        : IsBinary || IsMarkup || TextDecoding.IsText(content) ? null
        : "is not text but a file of another kind; its name or type says otherwise.";

    /// <inheritdoc cref="Name"/>
    public override string ToString() => Name;
}

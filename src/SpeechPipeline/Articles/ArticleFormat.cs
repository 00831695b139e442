using System.Text.Json.Serialization;
using SpeechPipeline.Articles.Html;

namespace SpeechPipeline.Articles;

/// <summary>
/// A format that articles come in: all that the pipeline knows of it. <see cref="ArticleFormats"/> has them all; there is one object for
/// each.
/// </summary>
[JsonConverter(typeof(ArticleFormatConverter))]
public abstract class ArticleFormat
{
    /// <summary>What requests and stored requests call it, in lower case.</summary>
    public abstract string Name { get; }

    /// <summary>The media types that it is announced with, its own first.</summary>
    public abstract IReadOnlyList<string> MediaTypes { get; }

    /// <summary>Media types that are understood too.</summary>
    public virtual IReadOnlyList<string> OtherMediaTypes => [];

    /// <summary>What its files' names end in, with the dot, in lower case; its own first.</summary>
    public abstract IReadOnlyList<string> Extensions { get; }

    /// <summary>Whether its bytes are no text: in JSON they travel as base64.</summary>
    public virtual bool IsBinary => false;

    /// <summary>Whether a document says itself how its text is encoded.</summary>
    public virtual bool IsMarkup => false;

    /// <summary>Whether a line of the text may begin with the name of its speaker, as in a script.</summary>
    public virtual bool HasLines => false;

    /// <summary>
    /// In bytes. A document up to this size is read while its submission waits for an answer, so that what is wrong with it is said at once; a
    /// larger one is read by the runner. 0: <see cref="Check"/> alone is made at once.
    /// </summary>
    public virtual int MostBytesReadAtOnce => int.MaxValue;

    /// <summary>A quick look at a document, from outside.</summary>
    /// <exception cref="UnreadableArticleException">It is not of this format, is protected, or is out of bounds.</exception>
    public virtual void Check(BinaryData content)
    {
    }

    /// <summary>Begins to read a document.</summary>
    /// <exception cref="UnreadableArticleException">It cannot be read; or will a chapter be, when it is asked for.</exception>
    public abstract ArticleReading Open(ArticleSource source, ReadingSettings settings);

    /// <summary>One file inside a document, such as its cover; null where the format has no files inside.</summary>
    /// <exception cref="UnreadableArticleException">The file is missing, protected, damaged or too large.</exception>
    public virtual byte[]? ReadFile(BinaryData content, string path) => null;

    /// <summary>What is wrong with the bytes of a document, as the end of a sentence that begins with its place; null: nothing.</summary>
    public virtual string? ProblemOf(ReadOnlySpan<byte> content) =>
        content.IsEmpty ? "is empty."
        : IsBinary || IsMarkup || TextDecoding.IsText(content) ? null
        : "is not text but a file of another kind; its name or type says otherwise.";

    /// <inheritdoc cref="Name"/>
    public override string ToString() => Name;
}

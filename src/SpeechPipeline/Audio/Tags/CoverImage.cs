using System.Diagnostics.CodeAnalysis;

namespace SpeechPipeline.Audio.Tags;

/// <summary>A picture with a complete structure. Bytes after the picture are left out.</summary>
public sealed class CoverImage
{
    /// <summary>10 MB: the tag comes before the sound, and a player reads it first.</summary>
    public const int MaxBytes = 10 * 1024 * 1024;

    public const int MaxPixels = 10_000;

    CoverImage(ReadOnlyMemory<byte> content, string mediaType, int width, int height) =>
        (Content, MediaType, Width, Height) = (content, mediaType, width, height);

    public ReadOnlyMemory<byte> Content { get; }

    /// <summary><c>image/png</c> or <c>image/jpeg</c>, by the content of the file, not by its name.</summary>
    public string MediaType { get; }

    /// <summary>The size in pixels; 1 to 10,000.</summary>
    public int Width { get; }

    /// <inheritdoc cref="Width"/>
    public int Height { get; }

    /// <summary>Reads a PNG or JPEG file.</summary>
    /// <param name="refusal">Why the picture is refused, as a message for the caller.</param>
    public static bool TryRead(ReadOnlyMemory<byte> file, [NotNullWhen(true)] out CoverImage? image, [NotNullWhen(false)] out string? refusal)
    {
        (image, refusal) = (null, null);
        if (file.Length > MaxBytes)
        {
            refusal = $"The cover has {file.Length} bytes; at most {MaxBytes} are allowed.";
            return false;
        }

        var isPng = PngStructure.Begins(file.Span);
        if (!isPng && !JpegStructure.Begins(file.Span))
        {
            refusal = "The cover is neither a PNG nor a JPEG file.";
            return false;
        }

        var (size, problem) = isPng ? PngStructure.Read(file.Span) : JpegStructure.Read(file.Span);
        refusal = problem ?? (size is { Width: >= 1 and <= MaxPixels, Height: >= 1 and <= MaxPixels }
            ? null
            : $"The cover is {size.Width} by {size.Height} pixels; 1 to {MaxPixels} each way are allowed.");
        image = refusal is null ? new CoverImage(file[..size.Bytes], isPng ? "image/png" : "image/jpeg", (int)size.Width, (int)size.Height) : null;
        return image is not null;
    }
}

namespace SpeechPipeline.Batches;

/// <summary>One item as it stands in a batch's source.</summary>
/// <param name="Number">From 0.</param>
/// <param name="Line">Of the source, from 1; null where it has no lines of its own.</param>
/// <param name="Offset">Its first byte in the source.</param>
/// <param name="Length">In bytes; what is longer than an <see cref="int"/> can say is far too long anyway.</param>
/// <param name="Content">Its bytes, which are no one else's; null when it is longer than <see cref="MaxBytes"/>.</param>
public sealed record BatchItem(int Number, int? Line, long Offset, int Length, byte[]? Content)
{
    /// <summary>Of one item; a book as base64 has room.</summary>
    public const int MaxBytes = 16 * 1024 * 1024;
}

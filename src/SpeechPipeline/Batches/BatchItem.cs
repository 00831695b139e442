namespace SpeechPipeline.Batches;

/// <summary>One item in a batch's source.</summary>
/// <param name="Number">From 0.</param>
/// <param name="Line">The line of the source, from 1; null if items have no lines of their own.</param>
/// <param name="Offset">Its first byte in the source.</param>
/// <param name="Length">Its length in bytes, capped at the largest <see cref="int"/>, which is far too long anyway.</param>
/// <param name="Content">Its bytes, not shared; null if it is longer than <see cref="MaxBytes"/>.</param>
public sealed record BatchItem(int Number, int? Line, long Offset, int Length, byte[]? Content)
{
    /// <summary>The most bytes of one item, enough for a book as base64.</summary>
    public const int MaxBytes = 16 * 1024 * 1024;
}

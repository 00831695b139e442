using System.Buffers;
using System.Text;
using System.Text.Unicode;

namespace SpeechPipeline.Text;

/// <summary>Checks that bytes are text in UTF-8.</summary>
static class Utf8Text
{
    /// <summary>The problem, as the end of a sentence that begins with the name of the field or file; null if there is none.</summary>
    public static string? ProblemOf(ReadOnlySpan<byte> bytes) =>
        bytes.IsEmpty ? "is empty."
        : Utf8.IsValid(bytes) ? null
        : $"is not valid UTF-8 at byte {FirstInvalid(bytes)}.";

    static int FirstInvalid(ReadOnlySpan<byte> bytes)
    {
        var at = 0;
        while (Rune.DecodeFromUtf8(bytes[at..], out _, out var length) == OperationStatus.Done)
        {
            at += length;
        }

        return at;
    }
}

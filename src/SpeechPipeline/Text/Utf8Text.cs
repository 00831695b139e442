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

    /// <summary>How much of what is not ASCII is UTF-8.</summary>
    /// <returns>The number of valid characters, the number of places that are invalid, and whether the last character is cut off.</returns>
    public static (int Valid, int Invalid, bool IsCutOff) Count(ReadOnlySpan<byte> bytes)
    {
        var (valid, invalid, isCutOff) = (0, 0, false);
        for (var rest = FromFirstBeyondAscii(bytes); !rest.IsEmpty;)
        {
            var status = Rune.DecodeFromUtf8(rest, out _, out var length);
            valid += status == OperationStatus.Done ? 1 : 0;
            invalid += status == OperationStatus.InvalidData ? 1 : 0;
            isCutOff = status == OperationStatus.NeedMoreData;
            rest = FromFirstBeyondAscii(rest[length..]);
        }

        return (valid, invalid, isCutOff);
    }

    static ReadOnlySpan<byte> FromFirstBeyondAscii(ReadOnlySpan<byte> bytes) => bytes.IndexOfAnyExceptInRange((byte)0, (byte)0x7F) is >= 0 and var at ? bytes[at..] : [];

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

using System.Buffers;
using System.Globalization;
using System.Text;

namespace SpeechPipeline.Normalization;

/// <summary>
/// Emoji, after the Emoji property of UTS #51. .NET does not have that property; the blocks that hold emoji and
/// the general category come close enough. Digits, musical signs and numbered circles do not count.
/// </summary>
static class Emoji
{
    /// <summary>The length of the emoji that begin here, in UTF-16 units, with the spaces between them; 0: none.</summary>
    public static int LengthAt(string text, int at)
    {
        var end = at;
        for (var next = at; next < text.Length;)
        {
            if (text[next] == ' ' && end > at)
            {
                next++;
                continue;
            }

            if (Rune.DecodeFromUtf16(text.AsSpan(next), out var rune, out var units) != OperationStatus.Done || !IsPicture(rune))
            {
                break;
            }

            end = next + units;
            while (Rune.DecodeFromUtf16(text.AsSpan(end), out var part, out units) == OperationStatus.Done && IsPart(part))
            {
                end += units;
            }

            next = end;
        }

        return end - at;
    }

    /// <summary>Whether it only changes the look of the character before it: "1" with U+FE0F and U+20E3 is a keycap.</summary>
    public static bool IsVariation(char c) => c is '\uFE0E' or '\uFE0F' or '\u20E3';

    // Whether a character can begin an emoji, judged by its first unit alone.
    public static bool MayBegin(char c) => c is (>= '\u231A' and <= '\u3299') or (>= '\uD83C' and <= '\uD83E');

    static bool IsPicture(Rune rune) => rune.Value switch
    {
        >= 0x2669 and <= 0x266F => false,
        (>= 0x2600 and <= 0x27BF) or (>= 0x1F000 and <= 0x1FAFF) =>
            Rune.GetUnicodeCategory(rune) is UnicodeCategory.OtherSymbol or UnicodeCategory.ModifierSymbol or UnicodeCategory.OtherNotAssigned,
        0x231A or 0x231B or 0x2328 or 0x23CF or (>= 0x23E9 and <= 0x23FA) or 0x25AA or 0x25AB or 0x25B6 or 0x25C0 or (>= 0x25FB and <= 0x25FE)
            or 0x2934 or 0x2935 or (>= 0x2B05 and <= 0x2B07) or 0x2B1B or 0x2B1C or 0x2B50 or 0x2B55 or 0x3030 or 0x303D or 0x3297 or 0x3299 => true,
        _ => false,
    };

    static bool IsPart(Rune rune) =>
        rune.Value is 0x200D or 0xFE0E or 0xFE0F or 0x20E3 or (>= 0x1F3FB and <= 0x1F3FF) or (>= 0xE0020 and <= 0xE007F);
}

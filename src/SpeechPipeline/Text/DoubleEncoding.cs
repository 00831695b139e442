using System.Buffers;
using System.Text;

namespace SpeechPipeline.Text;

/// <summary>
/// Undoes UTF-8 that was read as windows-1252 and written again, before it came here: "donâ€™t", "cafÃ©". In a text where every character beyond ASCII is such
/// a sequence, all are undone; in any other, only those of quotation marks, dashes and emoji, which no language has.
/// </summary>
static class DoubleEncoding
{
    const int MostTimes = 3;

    // The bytes 0x80 to 0x9F of windows-1252 (Encoding standard, https://encoding.spec.whatwg.org/#legacy-single-byte-encodings).
    const string Windows1252 = "€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008DŽ\u008F\u0090‘’“”•–—˜™š›œ\u009DžŸ";

    static readonly SearchValues<char> Leads = SearchValues.Create([.. Enumerable.Range(0xC2, 0xF4 - 0xC2 + 1).Select(static c => (char)c)]);

    /// <summary>The text as it was before; the same text if nothing shows that it was encoded twice.</summary>
    public static string Undo(string text)
    {
        for (var times = 0; times < MostTimes && text.AsSpan().ContainsAny(Leads); times++)
        {
            var undone = UndoOnce(text);
            if (undone == text)
            {
                break;
            }

            text = undone;
        }

        return text;
    }

    static string UndoOnce(string text)
    {
        var isWhole = IsWhole(text);
        StringBuilder? undone = null;
        var copied = 0;
        for (var at = text.AsSpan().IndexOfAny(Leads); at < text.Length; at++)
        {
            if (!Leads.Contains(text[at]) || !TryDecode(text, at, out var rune, out var length) || !(isWhole || IsUnmistakable(rune)))
            {
                continue;
            }

            undone ??= new StringBuilder(text.Length);
            undone.Append(text, copied, at - copied).Append(rune);
            copied = at + length;
            at = copied - 1;
        }

        return undone is null ? text : undone.Append(text, copied, text.Length - copied).ToString();
    }

    // "été »" with a space that does not break is a sequence too, by chance.
    static bool IsWhole(string text)
    {
        var found = 0;
        for (var at = 0; at < text.Length; at++)
        {
            if (char.IsAscii(text[at]))
            {
                continue;
            }

            if (!TryDecode(text, at, out _, out var length))
            {
                return false;
            }

            found++;
            at += length - 1;
        }

        return found > 1;
    }

    // General punctuation, the euro and trade mark signs, emoji.
    static bool IsUnmistakable(Rune rune) => rune.Value is (>= 0x2000 and <= 0x206F) or 0x20AC or 0x2122 or (>= 0x1F000 and <= 0x1FFFF);

    static bool TryDecode(string text, int at, out Rune rune, out int length)
    {
        Span<byte> bytes = stackalloc byte[4];
        length = 0;
        while (length < bytes.Length && at + length < text.Length && ByteOf(text[at + length]) is >= 0x80 and var value && (length == 0 || value < 0xC0))
        {
            bytes[length++] = (byte)value;
        }

        return Rune.DecodeFromUtf8(bytes[..length], out rune, out length) == OperationStatus.Done && rune.Value > 0x7F;
    }

    static int ByteOf(char c) => c <= '\u00FF' ? c : Windows1252.IndexOf(c, StringComparison.Ordinal) is >= 0 and var at ? 0x80 + at : -1;
}

using System.Buffers;
using System.Globalization;
using System.Text;

namespace SpeechPipeline.Text;

/// <summary>What may stand in a text that is to be spoken. The rules depend on no culture and on no installed library.</summary>
public static class SpokenText
{
    /// <summary>The version of these rules. Segments are stored under a hash of their normalized text: a change here makes new segments.</summary>
    public const int Version = 1;

    /// <summary>
    /// Normalization form C; each run of white space one space (none where a line breaks between two ideographs), none at the ends;
    /// without control characters, zero-width characters and soft hyphens; a space for what cannot be known (private use, U+FFFC,
    /// U+FFFD, half a surrogate pair); letters in fancy dress as plain letters. Joiners stay where scripts and emoji need them. Doing it twice changes nothing.
    /// </summary>
    public static string Normalize(string text)
    {
        if (IsPlain(text))
        {
            return text;
        }

        var composed = CanonicalComposition.Compose(text);
        return CanonicalComposition.Compose(Clean(composed));
    }

    /// <summary>Whether the text has a letter or a number, in any script.</summary>
    public static bool HasSpeech(ReadOnlySpan<char> text)
    {
        foreach (var rune in text.EnumerateRunes())
        {
            if (Rune.IsLetter(rune) || Rune.IsNumber(rune))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>
    /// The text with a full stop where it ends in a letter or a number: list items and table rows seldom carry one,
    /// and a voice falls only where it sees the end.
    /// </summary>
    public static string WithStop(string text)
    {
        var normalized = Normalize(text);
        if (Rune.DecodeLastFromUtf16(normalized, out var last, out _) != OperationStatus.Done)
        {
            return normalized;
        }

        var isOpen = Rune.IsLetter(last) || Rune.IsNumber(last)
            || Rune.GetUnicodeCategory(last) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark;
        return isOpen ? normalized + (IsWide(last) ? "。" : ".") : normalized;
    }

    // Most paragraphs of English are clean as they come.
    static bool IsPlain(string text)
    {
        var afterSpace = true;
        foreach (var c in text)
        {
            if (c is < ' ' or > '~' || (c == ' ' && afterSpace))
            {
                return false;
            }

            afterSpace = c == ' ';
        }

        return text.Length == 0 || !afterSpace;
    }

    static string Clean(string text)
    {
        var clean = new StringBuilder(text.Length);
        var (gap, lineBreak, last) = (false, false, default(Rune));
        for (var at = 0; at < text.Length;)
        {
            // A surrogate without its pair decodes as U+FFFD.
            _ = Rune.DecodeFromUtf16(text.AsSpan(at), out var rune, out var units);
            at += units;
            var isPlain = rune.Value is > ' ' and <= '~';
            if (!isPlain && (Rune.IsWhiteSpace(rune) || IsPlaceholder(rune)))
            {
                gap = true;
                lineBreak |= rune.Value is '\n' or '\r' or '\u2028' or '\u2029' or '\u0085';
                continue;
            }

            if (!isPlain && IsIgnorable(rune) && !(IsJoiner(rune) && !gap && Joins(last) && NextOf(text, at) is { } next && Joins(next)))
            {
                continue;
            }

            if (gap && clean.Length > 0 && !(lineBreak && IsWide(last) && IsWide(rune)))
            {
                clean.Append(' ');
            }

            if (!isPlain && LetterForms.Of(rune) is { } letters)
            {
                clean.Append(letters);
                rune = new Rune(letters[^1]);
            }
            else
            {
                clean.Append(text, at - units, units);
            }

            (gap, lineBreak, last) = (false, false, rune);
        }

        return clean.ToString();
    }

    static Rune? NextOf(string text, int at) =>
        Rune.DecodeFromUtf16(text.AsSpan(at), out var next, out _) == OperationStatus.Done ? next : null;

    static bool IsJoiner(Rune rune) => rune.Value is 0x200C or 0x200D;

    // ZWNJ and ZWJ shape words in Arabic, Persian and the scripts of India, and make one emoji of several; Latin has no use for them.
    static bool Joins(Rune rune) => rune.Value >= 0x600 && !IsPlaceholder(rune) && Rune.GetUnicodeCategory(rune)
        is UnicodeCategory.OtherLetter or UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark
        or UnicodeCategory.OtherSymbol or UnicodeCategory.ModifierSymbol;

    // U+3164 and U+FFA0 are letters by category, and blank.
    static bool IsPlaceholder(Rune rune) =>
        rune.Value is 0xFFFC or 0xFFFD or 0x3164 or 0xFFA0 || Rune.GetUnicodeCategory(rune) == UnicodeCategory.PrivateUse;

    static bool IsIgnorable(Rune rune) => Rune.GetUnicodeCategory(rune) switch
    {
        UnicodeCategory.Control => true,
        // The signs that enclose Arabic, Syriac and Kaithi numbers are formats by category, but visible (Prepended_Concatenation_Mark).
        UnicodeCategory.Format => rune.Value is not ((>= 0x600 and <= 0x605) or 0x6DD or 0x70F or 0x890 or 0x891 or 0x8E2 or 0x110BD or 0x110CD),
        _ => rune.Value is 0x34F or (>= 0xFDD0 and <= 0xFDEF) || (rune.Value & 0xFFFE) == 0xFFFE,
    };

    /// <summary>Whether the character belongs to a script that sets no spaces between words at the end of a line: Chinese, Japanese.</summary>
    internal static bool IsWide(Rune rune) => rune.Value
        is (>= 0x2E80 and <= 0x9FFF) or (>= 0xF900 and <= 0xFAFF) or (>= 0xFE30 and <= 0xFE4F) or (>= 0xFF00 and <= 0xFF9F)
        or (>= 0x20000 and <= 0x3FFFF);
}

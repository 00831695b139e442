using System.Buffers;
using System.Globalization;
using System.Text;

namespace SpeechPipeline.Text;

/// <summary>The rules for text that is sent to be spoken. They depend on no culture and on no installed library.</summary>
public static class SpokenText
{
    /// <summary>The version of these rules. Segments are stored under a hash of their normalized text: a change to the rules makes new segments.</summary>
    public const int Version = 1;

    /// <summary>
    /// Normalization form C; each run of white space becomes one space (none for a line break between two ideographs), none at the ends;
    /// control characters, zero-width characters and soft hyphens are removed; unknown characters become a space (private use, U+FFFC,
    /// U+FFFD, half a surrogate pair); styled letters become plain letters. Joiners stay where scripts and emoji need them. Idempotent.
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
    /// Adds a full stop to a text that ends in a letter or a number: list items and table rows seldom have one,
    /// and a voice lowers its pitch only at a stop.
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

    // Most English paragraphs need no change.
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

    // U+3164 and U+FFA0 are letters by category, but blank.
    static bool IsPlaceholder(Rune rune) =>
        rune.Value is 0xFFFC or 0xFFFD or 0x3164 or 0xFFA0 || Rune.GetUnicodeCategory(rune) == UnicodeCategory.PrivateUse;

    static bool IsIgnorable(Rune rune) => Rune.GetUnicodeCategory(rune) switch
    {
        UnicodeCategory.Control => true,
        // The signs that enclose Arabic, Syriac and Kaithi numbers are formats by category, but visible (Prepended_Concatenation_Mark).
        UnicodeCategory.Format => rune.Value is not ((>= 0x600 and <= 0x605) or 0x6DD or 0x70F or 0x890 or 0x891 or 0x8E2 or 0x110BD or 0x110CD),
        _ => rune.Value is 0x34F or (>= 0xFDD0 and <= 0xFDEF) || (rune.Value & 0xFFFE) == 0xFFFE,
    };

    /// <summary>Whether the character belongs to a script without spaces between words, so that a line break is not a space: Chinese, Japanese.</summary>
    internal static bool IsWide(Rune rune) => rune.Value
        is (>= 0x2E80 and <= 0x9FFF) or (>= 0xF900 and <= 0xFAFF) or (>= 0xFE30 and <= 0xFE4F) or (>= 0xFF00 and <= 0xFF9F)
        or (>= 0x20000 and <= 0x3FFFF);
}

using System.Globalization;

namespace SpeechPipeline.Text;

/// <summary>The classes of characters that end sentences, after UAX #29, table 4.</summary>
static class SentenceMarks
{
    /// <summary>A stop that ends a sentence only if white space follows.</summary>
    public static bool IsSpacedStop(char c) => c is '.' or '!' or '?' or '…' or '‼' or '‽' or '⁇' or '⁈' or '⁉';

    /// <summary>A stop of a script that needs no white space after it: Chinese, Japanese, Arabic, Urdu, Devanagari, Thai, Armenian, …</summary>
    public static bool IsOwnStop(char c) => c
        is '。' or '！' or '？' or '｡' or '．'
        or '؟' or '۔' or '।' or '॥' or '๚' or '๛' or '։' or '܀' or '܁' or '܂'
        or '።' or '፧' or '፨' or '၊' or '။' or '។' or '៕' or '᠃' or '᠉' or '᭚' or '᭛' or '།';

    public static bool IsStop(char c) => IsSpacedStop(c) || IsOwnStop(c);

    /// <summary>A bracket or a quotation mark that closes in any language.</summary>
    public static bool IsClose(char c) =>
        c is '"' or '\'' || IsFinalQuote(c) || (c > ' ' && CharUnicodeInfo.GetUnicodeCategory(c) == UnicodeCategory.ClosePunctuation);

    /// <summary>A quotation mark that closes in most languages, and opens in German books.</summary>
    public static bool IsFinalQuote(char c) => c > ' ' && CharUnicodeInfo.GetUnicodeCategory(c) == UnicodeCategory.FinalQuotePunctuation;

    /// <summary>A quotation mark that opens in most languages, but closes in German and others.</summary>
    public static bool IsOpenQuote(char c) => c > ' ' && CharUnicodeInfo.GetUnicodeCategory(c) == UnicodeCategory.InitialQuotePunctuation;

    /// <summary>A combining mark or a joiner, which belongs to the character before it.</summary>
    public static bool IsCombining(char c) => c > '\u02FF' && CharUnicodeInfo.GetUnicodeCategory(c)
        is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.EnclosingMark or UnicodeCategory.Format;

    /// <summary>A mark after which the sentence continues (SContinue), or a stop that belongs to the one before.</summary>
    public static bool IsContinuation(char c) => c is ',' or ';' or ':' or '-' or '–' or '—' or '、' or '，' or '：' or '；' or '،' or '؛' || IsStop(c);
}

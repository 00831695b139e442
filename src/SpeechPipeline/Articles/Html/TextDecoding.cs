using System.Text;
using System.Text.RegularExpressions;
using System.Text.Unicode;
using SpeechPipeline.Text;
using UtfUnknown;

namespace SpeechPipeline.Articles.Html;

/// <summary>
/// Finds the encoding of a text, in the order of the HTML standard, section 13.2.3.2: byte order mark, Content-Type,
/// the document's own declaration, and last a guess by the bytes. Bytes that are valid UTF-8 are read as UTF-8, whatever was declared; so are
/// bytes without a declaration that are mostly valid UTF-8.
/// </summary>
static partial class TextDecoding
{
    // "Prescan a byte stream" looks no further.
    const int PrescanBytes = 1024;
    const int Looked16 = 8 * 1024;
    const int LookedBytes = 64 * 1024;
    const float LeastConfidence = 0.5f;

    // Of all bytes: pictures and archives have some 100 in 1,000, text none but by mistake.
    const int MostControlsIn1000 = 10;
    const int FewControls = 4;

    public static string Decode(ReadOnlySpan<byte> content, string? charset, bool isMarkup)
    {
        var (encoding, bom) = MarkOf(content);
        encoding ??= Find(charset) ?? (isMarkup ? Declared(content) : null);
        // Pages are often converted to UTF-8 while their declaration still names the earlier encoding.
        encoding = encoding is not UnicodeEncoding && Utf8.IsValid(content) && (encoding is null || content.IndexOfAnyExceptInRange((byte)0, (byte)0x7F) >= 0)
            ? WithoutMark(content) ?? Encoding.UTF8
            : encoding ?? WithoutMark(content) ?? MostlyUtf8(content) ?? Guessed(content) ?? Windows(1252);
        return encoding.GetString(content[bom..]);
    }

    /// <summary>Whether an encoding of that name can be read.</summary>
    public static bool IsKnown(string charset) => Find(charset) is not null;

    /// <summary>Whether the bytes can be text, in any encoding.</summary>
    public static bool IsText(ReadOnlySpan<byte> content)
    {
        if (Utf8.IsValid(content) || MarkOf(content).Encoding is not (null or UTF8Encoding) || WithoutMark(content) is not null)
        {
            return true;
        }

        var looked = content[..Math.Min(content.Length, LookedBytes)];
        var controls = 0;
        foreach (var b in looked)
        {
            // ESC and SUB: of ISO-2022, and the end of files of DOS.
            controls += b < ' ' && b is not ((>= (byte)'\t' and <= (byte)'\r') or 0x1B or 0x1A) ? 1 : 0;
        }

        return controls <= FewControls || controls * 1000L <= (long)looked.Length * MostControlsIn1000;
    }

    /// <summary>Whether a byte order mark says what the encoding is.</summary>
    public static bool HasMark(ReadOnlySpan<byte> content) => MarkOf(content).Encoding is not null;

    // UTF-8 of which a byte was lost or cut off.
    static Encoding? MostlyUtf8(ReadOnlySpan<byte> content)
    {
        var (valid, invalid, _) = Utf8Text.Count(content[..Math.Min(content.Length, LookedBytes)]);
        return valid > 2 * invalid ? Encoding.UTF8 : null;
    }

    // UTF-16 that someone saved without a mark: every second byte of ASCII is 0, and of any other alphabet the same few.
    static Encoding? WithoutMark(ReadOnlySpan<byte> content)
    {
        var looked = content[..(Math.Min(content.Length, Looked16) & ~1)];
        if (looked.Length < 4 || looked.IndexOf((byte)0) < 0)
        {
            return null;
        }

        Span<int> even = stackalloc int[256];
        Span<int> odd = stackalloc int[256];
        for (var i = 0; i < looked.Length; i += 2)
        {
            even[looked[i]]++;
            odd[looked[i + 1]]++;
        }

        var (pairs, highest) = (looked.Length / 2, 0);
        foreach (var count in even)
        {
            highest = Math.Max(highest, count);
        }

        var highestOdd = 0;
        foreach (var count in odd)
        {
            highestOdd = Math.Max(highestOdd, count);
        }

        // Spaces and stops have a 0 in either alphabet; the letters' page is the byte that comes most often.
        return odd[0] > 0 && even[0] == 0 && highestOdd * 2 > pairs ? Encoding.Unicode
            : even[0] > 0 && odd[0] == 0 && highest * 2 > pairs ? Encoding.BigEndianUnicode
            : null;
    }

    // A guess by the bytes, if they are neither UTF-8 nor declared. Western European encodings differ little, and windows-1252 is the most common.
    static Encoding? Guessed(ReadOnlySpan<byte> content)
    {
        var looked = content[..Math.Min(content.Length, LookedBytes)].ToArray();
        var found = CharsetDetector.DetectFromBytes(looked).Detected;
        return found is { Confidence: >= LeastConfidence, EncodingName: { } name } && !IsWestern(name) ? Find(name) : null;
    }

    static bool IsWestern(string name) => name.ToLowerInvariant() is "windows-1250" or "windows-1252" or "windows-1254" or "windows-1257" or "windows-1258" or "ascii"
        || (name.StartsWith("iso-8859-", StringComparison.OrdinalIgnoreCase) && !(name[9..] is "5" or "6" or "7" or "8"));

    static (Encoding? Encoding, int Length) MarkOf(ReadOnlySpan<byte> content) => content switch
    {
        [0xEF, 0xBB, 0xBF, ..] => (Encoding.UTF8, 3),
        [0xFF, 0xFE, 0, 0, ..] => (Encoding.UTF32, 4),
        [0, 0, 0xFE, 0xFF, ..] => (new UTF32Encoding(bigEndian: true, byteOrderMark: true), 4),
        [0xFF, 0xFE, ..] => (Encoding.Unicode, 2),
        [0xFE, 0xFF, ..] => (Encoding.BigEndianUnicode, 2),
        _ => (null, 0),
    };

    static Encoding? Declared(ReadOnlySpan<byte> content)
    {
        // XML without a mark (XML 1.0, appendix F).
        if (content is [(byte)'<', 0, (byte)'?', 0, ..])
        {
            return Encoding.Unicode;
        }

        if (content is [0, (byte)'<', 0, (byte)'?', ..])
        {
            return Encoding.BigEndianUnicode;
        }

        var head = Comment().Replace(Encoding.Latin1.GetString(content[..Math.Min(content.Length, PrescanBytes)]), "");
        var declared = XmlDeclaration().Match(head) is { Success: true } xml ? xml : Meta().Match(head);
        var found = declared.Success ? Find(declared.Groups["name"].Value) : null;
        // If the declaration can be read as single bytes, the text is not UTF-16.
        return found is UnicodeEncoding ? Encoding.UTF8 : found;
    }

    // The labels of the Encoding standard that are seen in the wild; Latin-1 and ASCII mean windows-1252 there.
    static Encoding? Find(string? label) => label?.Trim(' ', '"', '\'').ToLowerInvariant() switch
    {
        "utf-8" or "utf8" or "unicode-1-1-utf-8" => Encoding.UTF8,
        "utf-16" or "utf-16le" => Encoding.Unicode,
        "utf-16be" => Encoding.BigEndianUnicode,
        "iso-8859-1" or "iso8859-1" or "iso_8859-1" or "latin1" or "l1" or "ascii" or "us-ascii" or "windows-1252" or "cp1252" => Windows(1252),
        "iso-8859-9" or "latin5" or "windows-1254" => Windows(1254),
        "iso-8859-11" or "tis-620" or "windows-874" => Windows(874),
        "gb2312" or "gbk" or "x-gbk" or "gb_2312-80" => Windows(936),
        "gb18030" => Windows(54936),
        "big5" or "big5-hkscs" => Windows(950),
        "shift_jis" or "shift-jis" or "sjis" or "x-sjis" or "windows-31j" or "ms_kanji" => Windows(932),
        "euc-jp" or "x-euc-jp" => Windows(51932),
        "iso-2022-jp" => Windows(50220),
        "euc-kr" or "ks_c_5601-1987" or "korean" or "windows-949" => Windows(949),
        "koi8-r" or "koi8" => Windows(20866),
        "koi8-u" => Windows(21866),
        "macintosh" or "mac" => Windows(10000),
        { } name when WindowsName().Match(name) is { Success: true } match => Windows(int.Parse(match.Groups[1].ValueSpan, null)),
        { } name when LatinName().Match(name) is { Success: true } match => Windows(28590 + int.Parse(match.Groups[1].ValueSpan, null)),
        _ => null,
    };

    static Encoding Windows(int codePage) => CodePagesEncodingProvider.Instance.GetEncoding(codePage)!;

    [GeneratedRegex("<!--.*?(-->|$)", RegexOptions.Singleline)]
    private static partial Regex Comment();

    [GeneratedRegex("""^\s*<\?xml[^>]*?\bencoding\s*=\s*["'](?<name>[A-Za-z0-9._:-]+)""")]
    private static partial Regex XmlDeclaration();

    [GeneratedRegex("""<meta\b[^>]*?\bcharset\s*=\s*["']?\s*(?<name>[A-Za-z0-9._:-]+)""", RegexOptions.IgnoreCase)]
    private static partial Regex Meta();

    [GeneratedRegex("^(?:windows-|cp)(125[0-8])$")]
    private static partial Regex WindowsName();

    [GeneratedRegex("^iso-?8859-(2|3|4|5|6|7|8|13|15)$")]
    private static partial Regex LatinName();
}

using CsCheck;

namespace SpeechPipeline.Specs.Articles;

/// <summary>Random text of every kind that an article may hold: several scripts, marks, emoji, halves of surrogate pairs, stops.</summary>
static class AnyText
{
    static readonly string[] Tokens =
    [
        "a", "The", "word", "Dr.", "e.g.", "3.14", "1,000", "No.", "5", "1984", "don't", "well-known", "Ünïcode", "e\u0301", "o\u0323\u0302",
        ".", "!", "?", "…", ",", ";", ":", "—", "(", ")", "“", "”", "\"", "'", "«", "»", "。", "？", "，", "「", "」", "؟", "।", "\u200D", "\u00AD", "\uFEFF",
        " ", " ", " ", " ", " ", "  ", "\t", "\n", "中文", "字", "日本語", "ひらがな", "カタカナ", "한국어", "\u1112\u1161\u11AB", "العربية", "שלום", "हिन्दी", "ไทย", "да",
        "𠮷", "😀", "👩\u200D👧", "🇩🇪", "\uD83D", "\uDE00", "https://example.com/a?b=c", "\u0301", "\u0000",
    ];

    public static Gen<string> OfAnyScript { get; } = Gen.OneOf(
        Gen.Int[0, Tokens.Length - 1].Select(i => Tokens[i]).Array[0, 120].Select(tokens => string.Concat(tokens)),
        Gen.String[Gen.Char, 0, 200],
        Gen.Int[0, Tokens.Length - 1].Select(i => Tokens[i]).Array[0, 120].Select(tokens => string.Join(' ', tokens)));
}

using SpeechPipeline.Specs.Articles;

namespace SpeechPipeline.Specs.Publishing.Transcripts;

/// <summary>Texts of many scripts and shapes, the same in every run; and real ones, where there are any.</summary>
static class AnyTexts
{
    static readonly string[] Words =
    [
        "a", "the", "I", "Dr.", "well,", "time;", "extraordinary", "—", "3.14", "1 000 000", "“Quoted”", "(said)", "yes.", "No!", "Why?", "end.”",
        "https://example.org/a/very/long/address/that/no/line/can/hold", "漢字かな交じり文、", "テストです。", "한국어는 띄어쓰기를", "ไม่มีช่องว่างระหว่างคำ",
        "שלום,", "مرحبا؟", "👩‍👩‍👧‍👦", "🎧.", "e\u0301\u0323", "...", "…", "-->", "<b>", "&amp;", "नमस्ते।", "𠮷野家",
        "List<String>", "Map<K,", "List<V>>", "{x}", "{\\an8}", "{Y:i}", "C:\\new\\N\\h", "a < b", "=>", "</i>", "}",
    ];

    /// <summary>The paragraphs of a novel; none where it is not there.</summary>
    public static List<string> Novel() => Paragraphs.Value;

    public static string Of(Random random) =>
        string.Join(' ', Enumerable.Range(0, random.Next(1, 60)).Select(_ => Words[random.Next(random.Next(4) == 0 ? Words.Length : 16)]));

    static readonly Lazy<List<string>> Paragraphs = new(static () => [.. (RealArticles.Novel() ?? "")
        .Split("\n\n", StringSplitOptions.RemoveEmptyEntries)
        .Select(paragraph => string.Join(' ', paragraph.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)))
        .Where(paragraph => paragraph.Length > 0)]);

    public static string WithoutSpace(string text) => string.Concat(text.Where(c => !char.IsWhiteSpace(c)));
}

using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;
using SpeechPipeline.Articles;

namespace SpeechPipeline.Benchmarks;

/// <summary>A web page with what people marked as its text.</summary>
sealed partial record MarkedPage(string Name, ArticleSource Source, MarkedPage.Truth Marks)
{
    static readonly JsonSerializerOptions Json = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    /// <summary>The pages are parted in two by a hash of their names, so that what is learned from one half is judged by the other.</summary>
    public int Half { get; } = SHA256.HashData(Encoding.ASCII.GetBytes(Name))[^1] & 1;

    public string[] Words { get; } = WordsOf(Marks.MainContent);

    /// <summary>Those of a folder with <c>ground-truth.json</c> and <c>html/NAME.html.gz</c>.</summary>
    public static List<MarkedPage> In(string folder)
    {
        var truth = JsonSerializer.Deserialize<SortedDictionary<string, Truth>>(File.ReadAllText(Path.Combine(folder, "ground-truth.json")), Json)!;
        return [.. truth.Select(page => new MarkedPage(page.Key, Read(Path.Combine(folder, "html", page.Key + ".html.gz")), page.Value))];
    }

    public static string[] WordsOf(string text) => [.. Word().Matches(text.ToLowerInvariant()).Select(word => word.Value)];

    static ArticleSource Read(string path)
    {
        using var zip = new GZipStream(File.OpenRead(path), CompressionMode.Decompress);
        return new ArticleSource(ArticleFormats.Html, BinaryData.FromStream(zip), "text/html");
    }

    [GeneratedRegex(@"\w+")]
    private static partial Regex Word();

    /// <param name="MainContent">Its text.</param>
    /// <param name="With">What must be in what is read.</param>
    /// <param name="Without">What must not.</param>
    public sealed record Truth(string MainContent, [property: JsonPropertyName("with")] string[]? With, [property: JsonPropertyName("without")] string[]? Without);
}

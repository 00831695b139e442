using System.Text;
using System.Text.Json;
using SpeechPipeline.Articles;
using SpeechPipeline.Batches;
using SpeechPipeline.Batches.Feeds;

namespace SpeechPipeline.Specs.Batches.Feeds;

/// <summary>Reads feeds of the specs into lines: an entry's title, day and text or page; or why it is refused.</summary>
static class FeedReadingOf
{
    public static readonly Uri Address = new("https://news.example/feed/rss");

    public static IEnumerable<byte[]> Read(Stream feed, Uri? address, string? charset = null, bool hasLanguage = false, Action<int, ReadingFault>? unexpected = null) =>
        Syndication.Jobs(FeedSource.Of(Syndication.Bytes(feed), charset, address), address, label: false, hasLanguage, unexpected);

    public static List<string> Lines(string feed) => Lines(Encoding.UTF8.GetBytes(feed));

    public static List<string> Lines(byte[] feed, string? charset = null) =>
        [.. Read(new MemoryStream(feed), Address, charset, unexpected: (_, fault) => Assert.Fail(fault.Where)).Select(Line)];

    public static List<JsonElement> Jobs(string feed) =>
        [.. Read(new MemoryStream(Encoding.UTF8.GetBytes(feed)), Address, unexpected: (_, fault) => Assert.Fail(fault.Where)).Select(job => JsonDocument.Parse(job).RootElement)];

    public static string Rss(string items) => $"""<?xml version="1.0"?><rss version="2.0"><channel><title>News</title><link>https://news.example/</link>{items}</channel></rss>""";

    static string Line(byte[] line)
    {
        if (FeedEntryProblem.Find(line) is { } problem)
        {
            return $"! {problem.Detail}";
        }

        var job = JsonDocument.Parse(line).RootElement;
        var article = job.TryGetProperty("article", out var found) ? found : default;
        var parts = new[] { Text(article, "title"), Text(article, "date"), Text(article, "content") ?? Text(job, "source_url") };
        return string.Join(" | ", parts.Where(part => part is not null));
    }

    static string? Text(JsonElement of, string name) => of.ValueKind == JsonValueKind.Object && of.TryGetProperty(name, out var value) ? value.GetString() : null;
}

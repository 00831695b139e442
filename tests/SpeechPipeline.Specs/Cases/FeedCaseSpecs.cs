using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using SpeechPipeline.Batches;
using SpeechPipeline.Specs.Batches.Feeds;

namespace SpeechPipeline.Specs.Cases;

/// <summary>
/// Small feeds after what the world's feeds are like, from a folder <c>shared/cases/feeds</c> beside the repository, each with what is made of it: an
/// entry's title, its day, and where its text comes from; or why it is refused.
/// </summary>
public sealed class FeedCaseSpecs(ITestOutputHelper output)
{
    const string Lamp = "html: The keeper climbed the stair";

    static readonly Dictionary<string, string[]> Expected = new()
    {
        ["175-in-bomnewline"] = [$"Item 1 | {Lamp}"],
        ["176-in-nbsp"] = [$"Item 1 | {Lamp}", "A B | html: Café"],
        ["178-in-ctrl"] = [$"Item 1 | {Lamp}", "A B | html: xy"],
        ["179-in-ctrlref"] = [$"Item 1 | {Lamp}", "A B | html: xy"],
        ["180-in-badutf8"] = [$"Caf\uFFFD 1 | {Lamp}"],
        ["181-in-charsetct"] = [$"Привет | {Lamp}"],
        ["182-in-utf16lie"] = [$"Item 1 | {Lamp}"],
        ["183-in-doctype"] = [$"Item 1 | {Lamp}"],
        ["184-in-nsprefix"] = [$"Item 1 by Ann | {Lamp}"],
        ["185-in-contentnons"] = [$"Item 1 | {Lamp}"],
        ["186-in-rdf"] = ["One of 2026-05-01 | page: http://x.example/1"],
        ["187-in-rss091"] = [$"Item 1 | {Lamp}"],
        ["188-in-rss092"] = [$"Item 1 | {Lamp}"],
        ["189-in-rss201"] = [$"Item 1 | {Lamp}"],
        ["190-in-rssnover"] = [$"Item 1 | {Lamp}"],
        ["191-in-atom03"] = ["One | html: Some text."],
        ["192-in-jsonfeed"] = ["One | html: Some text."],
        ["193-in-opml"] = ["! is a list of feeds itself"],
        ["194-in-sitemap"] = ["! is a sitemap (its root is <urlset>)"],
        ["195-in-html"] = ["! is a web page whose feed has a relative address"],
        ["196-in-bom"] = [$"Item 1 | {Lamp}"],
        ["197-in-latin1"] = [$"Café 1 | {Lamp}"],
        ["198-in-cp1252"] = [$"It’s “1” | {Lamp}"],
        ["199-in-utf16"] = [$"Item 1 | {Lamp}"],
        ["200-in-textxml"] = [$"Item 1 | {Lamp}"],
        ["201-in-junkafter"] = [$"Item 1 | {Lamp}"],
        ["202-in-esctitle"] = [$"AT&T bold | {Lamp}", $"Bold & more | {Lamp}", $"Use <div> in HTML | {Lamp}"],
        ["203-in-notitle"] = [" | html: Just a micro post without title"],
        ["204-in-podcast"] = ["Ep 1 | html: Show notes only."],
        ["205-in-empty"] = [],
        ["206-in-phpwarn"] = [$"Item 1 | {Lamp}"],
        ["207-in-atomxhtml"] =
        [
            "A b & c of 2026-05-01 | html: First paragraph.Second.", "! has no text, and no link to a page that has it, so there is nothing to speak.",
            "Out of line of 2026-05-01 | page: http://x.example/c.html", "md of 2026-05-01 | markdown: # Head", "date | text: Plain text.",
        ],
        ["208-in-dupguid"] = [$"Item 1 | {Lamp}"],
        ["209-in-dates"] =
        [
            $"Item 1 of 2026-05-01 | {Lamp}", $"Item 2 of 2026-05-05 | {Lamp}", $"Item 3 of 2026-05-06 | {Lamp}", $"Item 4 of 2026-05-07 | {Lamp}",
            $"Item 5 of 2026-05-08 | {Lamp}", $"Item 6 of 2026-05-09 | {Lamp}", $"Item 7 of 2026-05-10 | {Lamp}", $"Item 8 of 2026-05-11 | {Lamp}",
            $"Item 9 | {Lamp}", $"Item 10 | {Lamp}",
        ],
    };

    static string Folder { get; } = Find();

    [Fact]
    public void Every_feed_is_read_as_it_is_meant_or_refused_with_the_reason()
    {
        Assert.SkipUnless(Directory.Exists(Folder), $"There is no {Folder} beside the repository.");
        var wrong = new List<string>();
        foreach (var (name, expected) in Expected)
        {
            var found = Read(name);
            if (found.Count != expected.Length || found.Zip(expected).Any(pair => !pair.First.StartsWith(pair.Second, StringComparison.Ordinal)))
            {
                wrong.Add($"{name}:\n{string.Join('\n', found)}");
            }
        }

        output.WriteLine($"{Expected.Count - wrong.Count} of {Expected.Count}.");
        Assert.True(wrong.Count == 0, string.Join("\n\n", wrong));
    }

    [Fact]
    public void No_case_is_forgotten()
    {
        Assert.SkipUnless(Directory.Exists(Folder), $"There is no {Folder} beside the repository.");
        Assert.Equal(Directory.GetDirectories(Folder).Select(Path.GetFileName).Order(StringComparer.Ordinal), Expected.Keys.Order(StringComparer.Ordinal));
    }

    static List<string> Read(string name)
    {
        using var feed = File.OpenRead(Directory.GetFiles(Path.Combine(Folder, name), "feed.*").Single());
        try
        {
            return [.. FeedReadingOf.Read(feed, address: null, charset: name == "181-in-charsetct" ? "windows-1251" : null).Select(Described)];
        }
        catch (BatchFormatException e)
        {
            return [$"! {e.Problem.Detail}"];
        }
    }

    static string Described(byte[] line)
    {
        if (FeedEntryProblem.Find(line) is { } problem)
        {
            return $"! {problem.Detail}";
        }

        var job = JsonDocument.Parse(line).RootElement;
        var article = job.GetProperty("article");
        var (author, day) = (Text(article, "author"), Text(article, "date"));
        var source = job.TryGetProperty("source_url", out var page) ? $"page: {page}"
            : $"{Text(article, "format")}: {WebUtility.HtmlDecode(Regex.Replace(Text(article, "content")!, "<[^>]*>", "")).Trim()}";
        return $"{Text(article, "title")}{(author is null ? "" : $" by {author}")}{(day is null ? "" : $" of {day}")} | {source}";
    }

    static string? Text(JsonElement article, string name) => article.TryGetProperty(name, out var value) ? value.GetString() : null;

    static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var path = Path.Combine(folder.FullName, "shared", "cases", "feeds");
            if (Directory.Exists(path))
            {
                return path;
            }
        }

        return "shared/cases/feeds";
    }
}

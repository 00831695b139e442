using System.Diagnostics;
using System.Text.Json;
using SpeechPipeline.Cli.Serving;

namespace SpeechPipeline.EndToEnd;

/// <summary><c>speech serve --drop</c> as its users know it: a folder.</summary>
public sealed class DropFolderSpecs : IAsyncDisposable
{
    readonly string _root = Directory.CreateTempSubdirectory("speech-drop-").FullName;

    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    string Drop => Path.Combine(_root, "drop");

    // The storage of a server that was killed follows it within moments, and may write to its folder until then.
    public async ValueTask DisposeAsync() => await Eventually.IsTrueAsync(() =>
    {
        try
        {
            Directory.Delete(_root, recursive: true);
            return true;
        }
        catch (IOException)
        {
            return false;
        }
    }, "the folder can be deleted", CancellationToken.None);

    [Fact]
    public async Task A_file_that_cannot_be_read_or_named_holds_up_no_other()
    {
        await WriteAsync("_defaults.json", """{ "voice": "am_adam", "response_format": "wav" }""");
        await WriteAsync("held.md", "This one is held by another program for a while.");
        using var server = Start();
        try
        {
            var names = new List<string> { "done/free.md" };
            await using (new FileStream(PathOf("held.md"), FileMode.Open, FileAccess.ReadWrite, FileShare.None))
            {
                await WriteAsync("free.md", "This one is free.");
                if (Path.DirectorySeparatorChar == '/')
                {
                    // A letter like any other here; no storage has a name with it.
                    await WriteAsync("a\\b.md", "This one has a name of its own.");
                    names.Add("failed/a\\b.md");
                }

                await BackAsync([.. names]);
            }

            await BackAsync("done/held.md");
            Assert.All(names.Skip(1), name => Assert.Contains(
                "has a name that is not allowed in storage", JsonSerializer.Deserialize<JsonElement>(File.ReadAllText(PathOf($"{name}.json"))).At("error").Text("message"), StringComparison.Ordinal));
        }
        finally
        {
            server.Kill();
            await server.WaitForExitAsync(CancellationToken.None);
        }
    }

    [Fact]
    public async Task Files_come_back_as_episodes_or_with_the_reason()
    {
        await WriteAsync("_defaults.json", """{ "voice": "am_adam" }""");
        await WriteAsync("news/_defaults.json", """{ "response_format": "wav" }""");
        await WriteAsync("one.md", "# One\n\nThe first of three.");
        await WriteAsync("news/über uns & 100%.txt", "The second of three.");
        await WriteAsync("news/three.html", "<title>Three</title><article><p>The third of three, which is long enough to be found in a page.</p></article>");
        await WriteAsync("same.md", "# Same\n\nOne of two with the same name.");
        await WriteAsync("same.txt", "The other of two with the same name.");
        await WriteAsync("bad.png", "no picture");
        await WriteAsync(".hidden.md", "Not for anybody.");
        await WriteAsync("draft.md.tmp", "Not yet.");
        using var server = Start();
        try
        {
            await BackAsync("done/one.md", "done/news/über uns & 100%.txt", "done/news/three.html", "done/same.md", "done/same.txt", "failed/bad.png");

            foreach (var (source, audio) in new[] { ("one.md", "one.mp3"), ("news/über uns & 100%.txt", "news/über uns & 100%.wav"), ("news/three.html", "news/three.wav") })
            {
                var report = await ReportAsync($"done/{source}");
                Assert.Equal(("completed", source, Path.GetFileName(audio)), (report.Text("status"), report.Text("path"), report.Text("audio_file")));
                var samples = Ffmpeg.DecodeFile(PathOf($"done/{audio}")).Length;
                Assert.Equal(report.GetProperty("duration_seconds").GetDouble(), samples / 24_000.0, 0.01);
            }

            Assert.Equal("# One\n\nThe first of three.", await File.ReadAllTextAsync(PathOf("done/one.md"), Cancellation));
            Assert.Equal(2, new[] { "same.mp3", "same.md.mp3", "same.txt.mp3" }.Count(name => File.Exists(PathOf($"done/{name}"))));
            Assert.NotEqual((await ReportAsync("done/same.md")).Text("audio_file"), (await ReportAsync("done/same.txt")).Text("audio_file"));
            Assert.Contains("no known extension", (await ReportAsync("failed/bad.png")).At("error").Text("message"), StringComparison.Ordinal);
            Assert.Equal([".hidden.md", "_defaults.json", "draft.md.tmp"], Directory.GetFiles(Drop).Select(Path.GetFileName).Order(StringComparer.Ordinal));
            Assert.Equal(["_defaults.json"], Directory.GetFiles(Path.Combine(Drop, "news")).Select(Path.GetFileName));

            // A newer version that cannot be spoken takes the place of the older one's results; and what was taken away does not come back.
            File.Delete(PathOf("done/news/three.wav"));
            await WriteAsync("one.md", "***");
            await BackAsync("failed/one.md");
            await Eventually.IsTrueAsync(() => !File.Exists(PathOf("done/one.md.json")), "the older results are gone", Cancellation);
            Assert.False(File.Exists(PathOf("done/one.mp3")) || File.Exists(PathOf("done/one.md")));
            Assert.False(File.Exists(PathOf("done/news/three.wav")));

            // Without its defaults the folder has its own again.
            File.Delete(PathOf("news/_defaults.json"));
            await WriteAsync("news/four.md", "The fourth.");
            await BackAsync("done/news/four.md");
            Assert.True(File.Exists(PathOf("done/news/four.mp3")));
        }
        finally
        {
            server.Kill();
            await server.WaitForExitAsync(CancellationToken.None);
        }
    }

    [Fact]
    public async Task A_file_of_jobs_comes_back_with_its_counts_and_its_episodes_are_in_the_folders_show()
    {
        await WriteAsync("_defaults.json", """{ "voice": "am_adam", "response_format": "wav", "show": "the-evening" }""");
        await WriteAsync("many.ndjson", """
            {"article":{"format":"markdown","content":"# First\n\nThe first line is spoken."}}
            {"inputs":"The second is wrong."}
            {"article":{"format":"markdown","content":"# Third\n\nThe third line is spoken too."}}
            """);
        await WriteAsync("fourth.md", "# Fourth\n\nA file beside it.");
        using var server = Start();
        try
        {
            await BackAsync("done/many.ndjson", "done/fourth.md");

            var report = await ReportAsync("done/many.ndjson");
            Assert.Equal("completed", report.Text("status"));
            Assert.Equal((3, 2, 1), (report.At("items").Number("total"), report.At("items").Number("completed"), report.At("items").Number("rejected")));
            var show = new Uri(new Uri((await ReportAsync("done/fourth.md")).At("links").Text("audio")), "/api/shows/the-evening");
            var fed = await Eventually.SeeAsync(
                async () => JsonSerializer.Deserialize<JsonElement>(await PodcastApp.App.GetStringAsync(show, Cancellation)),
                fed => fed.At("feed").TryGetProperty("episodes", out var episodes) && episodes.GetInt32() == 3);
            Assert.Equal(
                ["First", "Fourth", "Third"],
                (await PodcastApp.FeedOfAsync(fed.At("feed").Text("url"), 3)).At("items").EnumerateArray().Select(item => item.Text("title")).Order(StringComparer.Ordinal));
        }
        finally
        {
            server.Kill();
            await server.WaitForExitAsync(CancellationToken.None);
        }
    }

    [Theory]
    [InlineData("x", "x", false)]
    [InlineData("x", "x/inbox", false)]
    [InlineData("x/data", "x/", false)]
    [InlineData("x", "X/inbox", false)]
    [InlineData(null, ".", false)]
    [InlineData(null, ".speech/inbox", false)]
    [InlineData("x", "xy", true)]
    [InlineData("x/data", "x/inbox", true)]
    [InlineData(null, "inbox", true)]
    public void Data_and_drop_folder_lie_apart(string? data, string drop, bool expected)
    {
        var parsed = ServeCommand.Create().Parse(data is null ? ["--drop", drop] : ["--data", data, "--drop", drop]);
        Assert.Equal(expected, parsed.Errors.Count == 0);
        Assert.All(parsed.Errors, error => Assert.Contains("--drop and --data must be separate folders", error.Message, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("a/b.md", "a/b.md")]
    [InlineData("../up.md", "%2E%2E/up.md")]
    [InlineData("a/../../up.md", "a/%2E%2E/%2E%2E/up.md")]
    [InlineData("./a.md", "%2E/a.md")]
    [InlineData("/etc/x.md", "%/etc/x.md")]
    [InlineData("a//b.md", "a/%/b.md")]
    [InlineData("100%25 + #?.md", "100%25 + #?.md")]
    [InlineData("zero\0.md", "zero%00.md")]
    public void A_name_leads_to_a_place_below_the_directory(string name, string expected)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows escapes more of them.");
        Assert.Equal(Path.Combine("/drop/done", expected), LocalNames.Under("/drop/done", name));
    }

    [Fact]
    public void A_name_that_is_too_long_for_the_system_carries_a_hash()
    {
        var one = LocalNames.Under(_root, new string('ü', 240) + ".md");
        var other = LocalNames.Under(_root, new string('ü', 241) + ".md");
        Assert.NotEqual(one, other);
        Assert.EndsWith(".md", one, StringComparison.Ordinal);
        File.WriteAllText(one, "");
    }

    async Task BackAsync(params string[] sources)
    {
        foreach (var source in sources)
        {
            // The report comes last.
            await Eventually.IsTrueAsync(() => File.Exists(PathOf($"{source}.json")), $"{source} comes back", TimeSpan.FromMinutes(6), Cancellation);
            Assert.True(File.Exists(PathOf(source)));
        }
    }

    async Task<JsonElement> ReportAsync(string source) =>
        JsonSerializer.Deserialize<JsonElement>(await File.ReadAllTextAsync(PathOf($"{source}.json"), Cancellation));

    async Task WriteAsync(string name, string content)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(PathOf(name))!);
        await File.WriteAllTextAsync(PathOf(name), content, Cancellation);
    }

    string PathOf(string name) => Path.Combine(Drop, name);

    Process Start() => Process.Start(
        new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "speech.dll"), "serve", "--port", "0", "--data", Path.Combine(_root, "data"), "--drop", Drop]))!;
}

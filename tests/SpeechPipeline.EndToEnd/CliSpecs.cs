using System.Diagnostics;
using System.Net.Http.Json;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace SpeechPipeline.EndToEnd;

/// <summary>The command line as its users call it: a process of its own.</summary>
public sealed class CliSpecs(PipelineFixture fixture) : IAsyncDisposable
{
    readonly string _folder = Directory.CreateTempSubdirectory("speech-cli-").FullName;

    // The storage of a server that was killed follows it within moments, and may write to its folder until then.
    public async ValueTask DisposeAsync() => await Eventually.IsTrueAsync(() =>
    {
        try
        {
            Directory.Delete(_folder, recursive: true);
            return true;
        }
        catch (IOException)
        {
            return false;
        }
    }, "the folder can be deleted", CancellationToken.None);

    [Fact]
    public async Task The_first_episode_is_made_by_the_command_alone()
    {
        var (exit, output, error) = await RunAsync("convert", Repository.PathOf("samples", "first-episode.md"), "--out", _folder, "--voice", "am_adam");
        Assert.True(exit == 0, output + error);

        var mp3 = Path.Combine(_folder, "first-episode.mp3");
        var manifest = JsonSerializer.Deserialize<JsonElement>(await File.ReadAllTextAsync(Path.Combine(_folder, "first-episode.manifest.json"), TestContext.Current.CancellationToken));
        Assert.Equal(manifest.At("audio").Number("samples"), Ffmpeg.DecodeFile(mp3).Length);
        Assert.Contains(mp3, output, StringComparison.Ordinal);
        Assert.Contains("free of charge", output, StringComparison.Ordinal);
        Assert.Contains("segments", output, StringComparison.Ordinal);
        Assert.Equal(["first-episode.manifest.json", "first-episode.mp3"], Directory.GetFiles(_folder).Select(Path.GetFileName).Order());
    }

    [Fact]
    public async Task Globs_and_a_running_pipeline_are_used_and_a_failure_leaves_the_rest_done()
    {
        await File.WriteAllTextAsync(Path.Combine(_folder, "one.txt"), "The first of three.", TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(Path.Combine(_folder, "two.md"), "# Second\n\nThe second of three.", TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(Path.Combine(_folder, "three.txt"), "***", TestContext.Current.CancellationToken);
        var missing = Path.Combine(_folder, "missing.md");
        var (exit, output, error) = await RunAsync(
            "convert", $"{_folder}/*.txt", $"{_folder}/*.md", missing, "--out", Path.Combine(_folder, "out"),
            "--format", "wav", "--voice", "am_adam", "--server", fixture.Driver.Pipeline.Address.ToString());

        Assert.Equal(1, exit);
        Assert.Equal(
            ["one.manifest.json", "one.wav", "two.manifest.json", "two.wav"],
            Directory.GetFiles(Path.Combine(_folder, "out")).Select(Path.GetFileName).Order());
        var lines = error.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(2, lines.Length);
        Assert.Contains(lines, line => line.Contains("three.txt: ", StringComparison.Ordinal) && line.Contains("nothing to speak", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.Contains("missing.md: ", StringComparison.Ordinal));
        Assert.Contains("one.wav", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_answer_that_is_lost_on_the_way_costs_neither_a_job_nor_a_batch()
    {
        using var server = new FlakyServer(fixture.Driver.Pipeline.Address);
        var article = Path.Combine(_folder, "lost.txt");
        await File.WriteAllTextAsync(article, "An answer was lost on its way, and the episode was not.", TestContext.Current.CancellationToken);

        var (exit, output, error) = await RunAsync("convert", article, "--out", Path.Combine(_folder, "out"), "--voice", "am_adam", "--server", server.Address);
        Assert.True(exit == 0, output + error);
        Assert.True(File.Exists(Path.Combine(_folder, "out", "lost.mp3")));
        Assert.InRange(server.Spoilt, 2, int.MaxValue);

        var before = server.Spoilt;
        (exit, output, error) = await RunAsync("batch", "submit", article, "--voice", "am_adam", "--watch", "--server", server.Address);
        Assert.True(exit == 0, output + error);
        Assert.InRange(server.Spoilt - before, 2, int.MaxValue);
        Assert.Equal("", error);
    }

    [Fact]
    public async Task A_script_is_spoken_by_its_speakers_with_pauses_where_it_pauses()
    {
        var script = Path.Combine(_folder, "script.md");
        await File.WriteAllTextAsync(
            script, "# At the window\n\nThe rain had not stopped.\n\nANNA: Did you write to the SQL team?\n\nBen: I did.\n\nThey waited.", TestContext.Current.CancellationToken);
        var (exit, output, error) = await RunAsync(
            "convert", script, "--out", _folder, "--format", "wav", "--voice", "am_adam", "--speaker", "Anna=af_bella", "--speaker", "Ben=bm_george",
            "--pronunciation", "SQL=sequel", "--server", fixture.Driver.Pipeline.Address.ToString());
        Assert.True(exit == 0, output + error);

        var manifest = JsonSerializer.Deserialize<JsonElement>(await File.ReadAllTextAsync(Path.Combine(_folder, "script.manifest.json"), TestContext.Current.CancellationToken));
        var segments = manifest.At("segments").EnumerateArray().ToList();
        Assert.Equal([null, null, "Anna", "Ben", null], segments.Select(segment => segment.TryGetProperty("speaker", out var speaker) ? speaker.GetString() : null));
        Assert.Equal("Did you write to the sequel team?".Length, segments[2].Number("characters"));
        var rate = manifest.At("audio").Number("sample_rate");
        Assert.Equal([1.0, 0.75, 0.75, 0.75], segments.Zip(segments.Skip(1), (one, next) => (double)(next.Number("start") - one.Number("end")) / rate));
    }

    [Fact]
    public async Task A_plan_is_made_without_a_server()
    {
        var sample = Repository.PathOf("samples", "first-episode.md");
        var (exit, output, error) = await RunAsync("plan", sample, "--json", "--voice", "am_adam", "--language", "en-gb");
        Assert.True(exit == 0, output + error);
        var plan = JsonSerializer.Deserialize<JsonElement>(output);
        Assert.Equal(
            ("How an Article Becomes an Episode", "The speech pipeline", "en-gb", "am_adam"), (plan.Text("title"), plan.Text("byline"), plan.Text("language"), plan.Text("voice")));
        Assert.Equal("At last, it puts the pieces together", plan.At("chapters").EnumerateArray().Last().Text("title"));
        Assert.False(plan.TryGetProperty("characters_cached", out _));
        var first = plan.At("chapters")[0].At("segments")[0];
        Assert.Equal(("How an Article Becomes an Episode", 33L, 1000L), (first.Text("text"), first.Number("characters"), first.Number("pause_after")));

        var (outlined, outline, _) = await RunAsync("plan", sample);
        Assert.Equal(0, outlined);
        Assert.Contains("How an Article Becomes an Episode, by The speech pipeline", outline, StringComparison.Ordinal);
        Assert.Contains($"{plan.Number("segments_total")} segments, {plan.Number("characters"):N0} characters", outline, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_plan_of_what_is_not_there_or_says_nothing_fails_and_says_why()
    {
        var silent = Path.Combine(_folder, "silent.txt");
        await File.WriteAllTextAsync(silent, "***", TestContext.Current.CancellationToken);

        var (exit, output, error) = await RunAsync("plan", silent);
        Assert.Equal((1, ""), (exit, output));
        Assert.Contains("silent.txt: has nothing to speak", error, StringComparison.Ordinal);
        Assert.Contains("missing.md: there is no such file", (await RunAsync("plan", "missing.md")).Error, StringComparison.Ordinal);
        Assert.Contains("voice has a part without", (await RunAsync("plan", Repository.PathOf("samples", "first-episode.md"), "--voice", "a+")).Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("plan")]
    [InlineData("convert")]
    [InlineData("convert", "a.md", "--format", "ogg")]
    [InlineData("convert", "a.md", "--server", "nowhere")]
    [InlineData("convert", "a.md", "b/a.txt")]
    [InlineData("plan", "a.md", "--speaker", "Anna")]
    [InlineData("convert", "a.md", "--pronunciation", "SQL=sequel", "--pronunciation", "SQL=squirrel")]
    [InlineData("serve", "--port", "70000")]
    [InlineData("sing")]
    public async Task Wrong_usage_ends_with_two(params string[] arguments)
    {
        var (exit, _, error) = await RunAsync(arguments);
        Assert.Equal(2, exit);
        Assert.NotEmpty(error);
    }

    [Fact]
    public async Task A_server_for_other_machines_needs_a_key_and_a_key_is_one_command_away()
    {
        var (exit, _, error) = await RunAsync("serve", "--data", _folder, "--port", "0", "--host", "0.0.0.0");
        Assert.Equal(1, exit);
        Assert.Contains("speech keys new", Assert.Single(error.Split('\n', StringSplitOptions.RemoveEmptyEntries), line => line != "Starting the pipeline."), StringComparison.Ordinal);

        var (one, other) = (await RunAsync("keys", "new"), await RunAsync("keys", "new"));
        Assert.Matches("^[A-Za-z0-9_-]{43}\n$", one.Output);
        Assert.NotEqual(one.Output, other.Output);
    }

    [Fact]
    public async Task An_interrupted_server_stops_what_it_started_and_keeps_its_data()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no SIGINT to send to another process.");
        using var server = Start("serve", "--port", "0", "--data", Path.Combine(_folder, "data"));
        var line = await server.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken);
        Assert.StartsWith("Pipeline at http://127.0.0.1:", line, StringComparison.Ordinal);
        var children = ChildrenOf(server.Id);
        Assert.NotEmpty(children);

        Assert.Equal(0, Kill(server.Id, 2));
        await server.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(0, server.ExitCode);
        await Eventually.SeeAsync(() => Task.FromResult(children.Count(IsRunning)), running => running == 0);
        Assert.NotEmpty(Directory.GetFileSystemEntries(Path.Combine(_folder, "data")));
    }

    [Fact]
    public async Task A_killed_server_takes_its_storage_with_it_and_the_next_one_finds_what_was_kept()
    {
        string[] serve = ["serve", "--port", "0", "--data", Path.Combine(_folder, "data")];
        using var http = new HttpClient();
        using var first = Start(serve);
        var address = await AddressOfAsync(first);
        using var submitted = await http.PostAsJsonAsync($"{address}/jobs", new { input = "Kept.", voice = "am_adam" }, TestContext.Current.CancellationToken);
        var id = (await PipelineDriver.ReadAsync(submitted, 202)).Text("id");
        await Eventually.SeeAsync(() => http.GetFromJsonAsync<JsonElement>($"{address}/jobs/{id}"), seen => seen.Text("status") == "completed");
        var children = ChildrenOf(first.Id);
        Assert.NotEmpty(children);

        first.Kill(); // SIGKILL: nothing of the server's runs any more.
        await Eventually.SeeAsync(() => Task.FromResult(children.Count(IsRunning)), running => running == 0);
        using var second = Start(serve);
        try
        {
            var kept = await http.GetFromJsonAsync<JsonElement>($"{await AddressOfAsync(second)}/jobs/{id}", TestContext.Current.CancellationToken);
            Assert.Equal("completed", kept.Text("status"));
        }
        finally
        {
            second.Kill();
            await second.WaitForExitAsync(TestContext.Current.CancellationToken);
        }
    }

    [Fact]
    public async Task A_folder_is_handed_over_as_a_batch_and_watched_to_its_end()
    {
        var articles = Directory.CreateDirectory(Path.Combine(_folder, "articles", "deep")).Parent!.FullName;
        await File.WriteAllTextAsync(Path.Combine(articles, "a.md"), "# One\n\nThe first article.", TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(Path.Combine(articles, "deep", "b.txt"), "The second article.", TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(Path.Combine(articles, "c.png"), "no article", TestContext.Current.CancellationToken);

        var (exit, output, error) = await RunAsync(
            "batch", "submit", articles, "--voice", "am_adam", "--format", "wav", "--watch", "--server", fixture.Driver.Pipeline.Address.AbsoluteUri);

        Assert.True(exit == 0, output + error);
        Assert.Matches("^batch-[0-9a-z]{26}\\s", output);
        Assert.Contains("completed, 2 of 2, 0 failed, 0 rejected", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_batch_in_json_is_handed_over_as_it_stands()
    {
        var batch = Path.Combine(_folder, "batch.json");
        await File.WriteAllTextAsync(
            batch, """{"items":[{"input":"Spoken."}],"defaults":{"voice":"am_adam","response_format":"wav"}}""", TestContext.Current.CancellationToken);

        var (exit, output, error) = await RunAsync("batch", "submit", batch, "--watch", "--server", fixture.Driver.Pipeline.Address.AbsoluteUri);

        Assert.Equal((0, ""), (exit, error));
        Assert.Contains("completed, 1 of 1, 0 failed, 0 rejected", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Globs_are_handed_over_and_watched_later()
    {
        await File.WriteAllTextAsync(Path.Combine(_folder, "a.md"), "One.", TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(Path.Combine(_folder, "b.md"), "Two.", TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(Path.Combine(_folder, "c.txt"), "Not this one.", TestContext.Current.CancellationToken);
        string[] server = ["--server", fixture.Driver.Pipeline.Address.AbsoluteUri];

        var (exit, output, error) = await RunAsync(["batch", "submit", Path.Combine(_folder, "*.md"), "--voice", "am_adam", "--format", "wav", .. server]);
        Assert.Equal((0, ""), (exit, error));

        (exit, output, error) = await RunAsync(["batch", "watch", output.Trim(), .. server]);
        Assert.Equal((0, ""), (exit, error));
        Assert.Contains("completed, 2 of 2, 0 failed, 0 rejected", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_feed_is_handed_over_as_a_file_and_as_an_address(bool isAddress)
    {
        const string Feed = """
            <rss version="2.0"><channel><title>News</title><link>https://x.example</link><description>d</description>
            <item><title>First</title><description>The first entry has nothing but this, and it is spoken.</description></item></channel></rss>
            """;
        var file = Path.Combine(_folder, "feed.rss");
        await File.WriteAllTextAsync(file, Feed, TestContext.Current.CancellationToken);
        using var site = new PageSite("");
        site.Add("/feed", "application/rss+xml", Feed);

        var (exit, output, error) = await RunAsync(
            "batch", "submit", isAddress ? site.Address("feed") : file, "--voice", "am_adam", "--format", "wav", "--watch", "--server", fixture.Driver.Pipeline.Address.AbsoluteUri);

        Assert.Equal((0, ""), (exit, error));
        Assert.Contains("completed, 1 of 1, 0 failed, 0 rejected", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_batch_that_costs_more_than_it_may_speaks_nothing()
    {
        await File.WriteAllTextAsync(Path.Combine(_folder, "a.md"), "It costs a little, and that is too much.", TestContext.Current.CancellationToken);

        var (exit, output, error) = await RunAsync(
            "batch", "submit", _folder, "--voice", "am_adam", "--max-cost-usd", "0.0000001", "--watch", "--server", fixture.Driver.Pipeline.Address.AbsoluteUri);

        Assert.Equal(1, exit);
        Assert.Contains("max_cost_usd", output + error, StringComparison.Ordinal);
        Assert.Contains("$0.0000", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("batch.json", "{\"items\":[{\"input\":\"Spoken.\"}]}", "--dry-run", "--dry-run is in the query; a batch in JSON must have its fields in the body.")]
    [InlineData("batch.ndjson", "{\"input\":\"Spoken.\"}", "--captions", "are for articles only")]
    [InlineData("batch.ndjson", "{\"input\":\"Spoken.\"}", "--encoding=windows-1252", "--encoding is for articles only: jobs are UTF-8")]
    public async Task An_option_that_does_not_go_with_the_batch_is_refused_and_nothing_is_spoken(string name, string content, string option, string message)
    {
        var batch = Path.Combine(_folder, name);
        await File.WriteAllTextAsync(batch, content, TestContext.Current.CancellationToken);

        var (code, output, error) = await RunAsync("batch", "submit", batch, option, "--server", fixture.Driver.Pipeline.Address.AbsoluteUri);

        Assert.NotEqual(0, code);
        Assert.Equal("", output);
        Assert.Contains(message, error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wrong_line_of_a_batch_is_named_and_the_others_are_spoken()
    {
        var batch = Path.Combine(_folder, "jobs.ndjson");
        await File.WriteAllTextAsync(batch, "{\"input\":\"Spoken.\"}\n{\"inputs\":\"Wrong.\"}\n", TestContext.Current.CancellationToken);

        var (exit, output, error) = await RunAsync(
            "batch", "submit", batch, "--voice", "am_adam", "--format", "wav", "--watch", "--server", fixture.Driver.Pipeline.Address.AbsoluteUri);

        Assert.True(exit == 1, output + error);
        Assert.Contains("1 of 2, 0 failed, 1 rejected", output, StringComparison.Ordinal);
        Assert.Contains("line 2: rejected. #/input is missing", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_interrupted_conversion_leaves_neither_a_process_nor_half_a_file()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no SIGINT to send to another process.");
        // Long enough to be under way still, however late the first line is read.
        var article = Path.Combine(Directory.CreateDirectory(Path.Combine(_folder, "in")).FullName, "long.txt");
        await File.WriteAllLinesAsync(
            article, Enumerable.Range(0, 600).Select(i => $"This is paragraph number {i} of a text that takes its time to be spoken.\n"), TestContext.Current.CancellationToken);
        using var conversion = Start("convert", article, "--out", _folder, "--voice", "af_heart");
        // The first line says that segments are being spoken.
        Assert.NotNull(await conversion.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken));
        var children = ChildrenOf(conversion.Id);
        Assert.NotEmpty(children);

        Assert.Equal(0, Kill(conversion.Id, 2));
        await conversion.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(130, conversion.ExitCode);
        await Eventually.SeeAsync(() => Task.FromResult(children.Count(IsRunning)), running => running == 0);
        Assert.Empty(Directory.GetFiles(_folder));
    }

    static async Task<string> AddressOfAsync(Process server) =>
        (await server.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken))!.Split(' ')[2].TrimEnd(',');

    static Task<(int Exit, string Output, string Error)> RunAsync(params string[] arguments) => Speech.RunAsync(arguments);

    static Process Start(params string[] arguments) => Speech.Start(new Dictionary<string, string>(), arguments);

    static int[] ChildrenOf(int id) =>
        [.. Directory.GetDirectories("/proc").Select(Path.GetFileName).Select(name => int.TryParse(name, out var child) ? child : 0).Where(child => child > 0 && ParentOf(child) == id)];

    static int ParentOf(int id)
    {
        try
        {
            // proc(5): pid (comm) state ppid; the command may hold spaces and parentheses.
            var stat = File.ReadAllText($"/proc/{id}/stat");
            return int.Parse(stat[(stat.LastIndexOf(')') + 2)..].Split(' ')[1]);
        }
        catch (IOException)
        {
            return 0;
        }
    }

    static bool IsRunning(int id) => Directory.Exists($"/proc/{id}");

    [DllImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    static extern int Kill(int process, int signal);
}

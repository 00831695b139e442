using System.Text.Json;

namespace SpeechPipeline.EndToEnd;

/// <summary>The command line as its users call it: a process of its own.</summary>
public sealed class CliSpecs(PipelineFixture fixture) : IAsyncDisposable
{
    readonly WorkFolder _folder = new("speech-cli-");

    public ValueTask DisposeAsync() => _folder.DisposeAsync();

    [Fact]
    public async Task The_first_episode_is_made_by_the_command_alone()
    {
        var (exit, output, error) = await RunAsync("convert", Repository.PathOf("samples", "first-episode.md"), "--out", _folder.Path, "--voice", "am_adam");
        Assert.True(exit == 0, output + error);

        var mp3 = Path.Combine(_folder.Path, "first-episode.mp3");
        var manifest = JsonSerializer.Deserialize<JsonElement>(await File.ReadAllTextAsync(Path.Combine(_folder.Path, "first-episode.manifest.json"), TestContext.Current.CancellationToken));
        Assert.Equal(manifest.At("audio").Number("samples"), Ffmpeg.DecodeFile(mp3).Length);
        Assert.Contains(mp3, output, StringComparison.Ordinal);
        Assert.Contains("free of charge", output, StringComparison.Ordinal);
        Assert.Contains("segments", output, StringComparison.Ordinal);
        Assert.Equal(["first-episode.manifest.json", "first-episode.mp3"], Directory.GetFiles(_folder.Path).Select(Path.GetFileName).Order());
    }

    [Fact]
    public async Task Globs_and_a_running_pipeline_are_used_and_a_failure_leaves_the_rest_done()
    {
        await File.WriteAllTextAsync(Path.Combine(_folder.Path, "one.txt"), "The first of three.", TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(Path.Combine(_folder.Path, "two.md"), "# Second\n\nThe second of three.", TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(Path.Combine(_folder.Path, "three.txt"), "***", TestContext.Current.CancellationToken);
        var missing = Path.Combine(_folder.Path, "missing.md");
        var (exit, output, error) = await RunAsync(
            "convert", $"{_folder.Path}/*.txt", $"{_folder.Path}/*.md", missing, "--out", Path.Combine(_folder.Path, "out"),
            "--format", "wav", "--voice", "am_adam", "--server", fixture.Driver.Pipeline.Address.ToString());

        Assert.Equal(1, exit);
        Assert.Equal(
            ["one.manifest.json", "one.wav", "two.manifest.json", "two.wav"],
            Directory.GetFiles(Path.Combine(_folder.Path, "out")).Select(Path.GetFileName).Order());
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
        var article = Path.Combine(_folder.Path, "lost.txt");
        await File.WriteAllTextAsync(article, "An answer was lost on its way, and the episode was not.", TestContext.Current.CancellationToken);

        var (exit, output, error) = await RunAsync("convert", article, "--out", Path.Combine(_folder.Path, "out"), "--voice", "am_adam", "--server", server.Address);
        Assert.True(exit == 0, output + error);
        Assert.True(File.Exists(Path.Combine(_folder.Path, "out", "lost.mp3")));
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
        var script = Path.Combine(_folder.Path, "script.md");
        await File.WriteAllTextAsync(
            script, "# At the window\n\nThe rain had not stopped.\n\nANNA: Did you write to the SQL team?\n\nBen: I did.\n\nThey waited.", TestContext.Current.CancellationToken);
        var (exit, output, error) = await RunAsync(
            "convert", script, "--out", _folder.Path, "--format", "wav", "--voice", "am_adam", "--speaker", "Anna=af_bella", "--speaker", "Ben=bm_george",
            "--pronunciation", "SQL=sequel", "--server", fixture.Driver.Pipeline.Address.ToString());
        Assert.True(exit == 0, output + error);

        var manifest = JsonSerializer.Deserialize<JsonElement>(await File.ReadAllTextAsync(Path.Combine(_folder.Path, "script.manifest.json"), TestContext.Current.CancellationToken));
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
        var silent = Path.Combine(_folder.Path, "silent.txt");
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

    static Task<(int Exit, string Output, string Error)> RunAsync(params string[] arguments) => Speech.RunAsync(arguments);
}

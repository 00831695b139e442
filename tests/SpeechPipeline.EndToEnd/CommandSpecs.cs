using System.Text.Json;

namespace SpeechPipeline.EndToEnd;

/// <summary>Everything that callers of the API can do, at the shell.</summary>
public sealed class CommandSpecs(PipelineFixture fixture) : IDisposable
{
    readonly string _folder = Directory.CreateTempSubdirectory("speech-commands-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_job_is_submitted_waited_for_shown_downloaded_and_deleted()
    {
        var article = await WriteAsync("walk.md", "# A walk\n\nIt was raining.\n\n## Later\n\nThe sun came out.");
        var id = (await DoneAsync("submit", article, "--voice", "am_adam", "--format", "wav")).Trim();
        Assert.Contains($"{id}: completed, A walk", await DoneAsync("wait", id), StringComparison.Ordinal);
        Assert.Contains("A walk", (await DoneAsync("jobs")).Split('\n').Single(line => line.StartsWith(id, StringComparison.Ordinal)), StringComparison.Ordinal);
        Assert.Equal("completed", Json(await DoneAsync("job", id, "--json")).Text("status"));
        Assert.Matches("status +completed\n", await DoneAsync("job", id));

        var folder = Path.Combine(_folder, "episodes");
        Assert.Equal(Path.Combine(folder, "A walk.wav"), (await DoneAsync("download", id, "--out", folder)).Trim());
        Assert.Equal(
            ["A walk.chapters.json", "A walk.manifest.json", "A walk.srt", "A walk.vtt", "A walk.wav"], Directory.GetFiles(folder).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.StartsWith("WEBVTT", await File.ReadAllTextAsync(Path.Combine(folder, "A walk.vtt"), TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.StartsWith("1\n", (await File.ReadAllTextAsync(Path.Combine(folder, "A walk.srt"), TestContext.Current.CancellationToken)).ReplaceLineEndings("\n"), StringComparison.Ordinal);

        // A job that has ended stays so, and a completed one is not begun again.
        Assert.Contains("completed", await DoneAsync("cancel", id), StringComparison.Ordinal);
        Assert.Contains("there is nothing to retry", (await RunAsync("retry", id)).Error, StringComparison.Ordinal);
        Assert.Contains("deleted", await DoneAsync("delete", id), StringComparison.Ordinal);
        Assert.Equal(1, (await RunAsync("job", id)).Exit);
    }

    [Fact]
    public async Task An_episode_is_made_of_standard_input_with_its_transcript_and_chapters_and_told_as_json()
    {
        using var process = Speech.Start(
            new Dictionary<string, string>(), redirectInput: true,
            "convert", "-", "--out", _folder, "--voice", "am_adam", "--format", "wav", "--transcript", "--chapters", "--json", "--server", Server);
        await process.StandardInput.WriteAsync("<!doctype html><title>A page</title><article><h1>A page</h1><p>It was piped in.</p><h2>More</h2><p>And went on.</p></article>");
        process.StandardInput.Close();
        var told = Json(await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken));
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.Equal((0, "A page"), (process.ExitCode, told.At("job").Text("title")));
        Assert.Equal(
            ["episode.wav", "episode.manifest.json", "episode.vtt", "episode.srt", "episode.chapters.json"],
            told.At("files").EnumerateArray().Select(file => Path.GetFileName(file.GetString())));
        Assert.All(told.At("files").EnumerateArray(), file => Assert.True(File.Exists(file.GetString())));
    }

    [Fact]
    public async Task A_batch_is_submitted_watched_listed_and_downloaded()
    {
        await WriteAsync("one.md", "# The first\n\nOne.");
        await WriteAsync("two.md", "# The second\n\nTwo.");
        var output = await DoneAsync("batch", "submit", Path.Combine(_folder, "*.md"), "--voice", "am_adam", "--format", "wav", "--watch");
        var id = output.Split('\n')[0].Trim();
        Assert.StartsWith(id, (await DoneAsync("batch", "list")).Split('\n').Single(line => line.Contains(id, StringComparison.Ordinal)), StringComparison.Ordinal);
        Assert.Equal("completed", Json((await DoneAsync("batch", "list", "--json")).Split('\n').Single(line => line.Contains($"\"id\":\"{id}\"", StringComparison.Ordinal))).Text("status"));

        Assert.Equal("completed", Json(await DoneAsync("batch", "watch", id, "--json")).Text("status"));
        Assert.Equal("completed", Json(await DoneAsync("batch", "submit", Path.Combine(_folder, "one.md"), "--voice", "am_adam", "--watch", "--json")).Text("status"));

        var folder = Path.Combine(_folder, "out");
        await DoneAsync("batch", "download", id, "--out", folder);
        Assert.Equal(["The first.wav", "The second.wav"], Directory.GetFiles(folder, "*.wav").Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.Contains("completed", await DoneAsync("batch", "cancel", id), StringComparison.Ordinal);
        Assert.Equal(1, (await RunAsync("batch", "retry", id)).Exit);
    }

    [Fact]
    public async Task A_show_is_made_changed_filled_and_followed()
    {
        var show = $"at-the-shell-{Guid.NewGuid():N}"[..24];
        await DoneAsync("shows", "set", show, "--title", "At the shell", "--owner-name", "Ada", "--type", "serial");
        // What is not named stays.
        var changed = Json(await DoneAsync("shows", "set", show, "--owner-email", "ada@example.com", "--explicit", "true", "--json"));
        Assert.Equal(("At the shell", "serial", "Ada", "ada@example.com"), (changed.Text("title"), changed.Text("type"), changed.At("owner").Text("name"), changed.At("owner").Text("email")));
        Assert.True(changed.At("explicit").GetBoolean());
        Assert.Contains(show, await DoneAsync("shows"), StringComparison.Ordinal);

        var id = (await DoneAsync("submit", await WriteAsync("e.md", "# An episode\n\nHere it is."), "--voice", "am_adam", "--show", show)).Trim();
        await DoneAsync("wait", id);
        Assert.Contains("An episode", (await DoneAsync("shows", "episodes", show)).Split('\n').Single(line => line.StartsWith(id, StringComparison.Ordinal)), StringComparison.Ordinal);

        var feed = (await DoneAsync("shows", "feed", show)).Trim();
        Assert.Contains("/feed.xml?t=", feed, StringComparison.Ordinal);
        Assert.NotEqual(feed, (await DoneAsync("shows", "token", show)).Trim());
        await DoneAsync("shows", "remove", show, id);
        Assert.Equal("The show has no episodes.", (await DoneAsync("shows", "episodes", show)).Trim());
    }

    [Fact]
    public async Task Voices_are_listed_and_heard()
    {
        Assert.Contains("af_bella", await DoneAsync("voices", "--model", "hexgrad/Kokoro-82M"), StringComparison.Ordinal);
        var output = await DoneAsync("voices", "--model", "hexgrad/Kokoro-82M", "--voice", "am_adam", "--say", "Hello there.", "--out", _folder);
        var file = Path.Combine(_folder, "am_adam.mp3");
        Assert.Equal(file, output.Trim());
        Assert.NotEmpty(Ffmpeg.DecodeFile(file));
    }

    [Fact]
    public async Task A_webhook_is_received_checked_and_printed_and_another_keys_is_refused()
    {
        using var listening = Speech.Start(new Dictionary<string, string>(), "webhook", "listen", "--port", "0", "--signing-key", WebhookReceiver.SigningKey);
        using var deaf = Speech.Start(new Dictionary<string, string>(), "webhook", "listen", "--port", "0");
        try
        {
            foreach (var listener in new[] { listening, deaf })
            {
                var address = (await listener.StandardError.ReadLineAsync(TestContext.Current.CancellationToken))!.Split(' ')[2].TrimEnd(';');
                await DoneAsync("submit", await WriteAsync("w.md", "# Called\n\nBack."), "--voice", "am_adam", "--webhook", $"{address}/");
            }

            Assert.Contains("job.completed", await listening.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
            Assert.StartsWith("Start the pipeline with Webhooks__SigningKeys=whsec_", await deaf.StandardError.ReadLineAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
            Assert.StartsWith("Refused: its signature is of another key", await deaf.StandardError.ReadLineAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        }
        finally
        {
            listening.Kill();
            deaf.Kill();
        }
    }

    [Fact]
    public async Task A_receiver_is_tried_told_of_chosen_events_and_told_again()
    {
        using var receiver = await WebhookReceiver.StartAsync();
        Assert.StartsWith("The receiver answered 200.", await DoneAsync("webhook", "test", receiver.Address), StringComparison.Ordinal);
        Assert.Equal("webhook.test", Json((await receiver.NextAsync()).Text("body")).Text("type"));
        var nobody = await RunAsync("webhook", "test", "http://127.0.0.1:9/", "--json");
        Assert.Equal((1, false), (nobody.Exit, Json(nobody.Output).At("delivered").GetBoolean()));
        Assert.Contains("ftp", (await RunAsync("webhook", "test", "ftp://example.com/")).Error, StringComparison.Ordinal);

        var article = await WriteAsync("told.md", "# Told\n\nOf its beginning.");
        var id = (await DoneAsync("submit", article, "--voice", "am_adam", "--webhook", receiver.Address, "--webhook-events", "job.started")).Trim();
        var first = await receiver.NextAsync();
        Assert.Equal("job.started", Json(first.Text("body")).Text("type"));
        await DoneAsync("wait", id);
        Assert.Equal($"{id}: sent again", (await DoneAsync("webhook", "redeliver", id)).Trim());
        var second = await receiver.NextAsync();
        Assert.Equal((first.Text("webhook-id"), first.Text("body")), (second.Text("webhook-id"), second.Text("body")));
        Assert.Contains("was not called for an event", (await RunAsync("webhook", "redeliver", id, "--event", "none")).Error, StringComparison.Ordinal);

        var batch = (await DoneAsync("batch", "submit", article, "--voice", "am_adam", "--webhook", receiver.Address, "--webhook-events", "batch.completed", "batch.failed")).Split('\n')[0].Trim();
        Assert.Equal("batch.completed", Json((await receiver.NextAsync()).Text("body")).Text("type"));
        await DoneAsync("webhook", "redeliver", batch);
        Assert.Equal("batch.completed", Json((await receiver.NextAsync()).Text("body")).Text("type"));

        foreach (var wrong in new string[][] { ["--webhook-events", "job.failed"], ["--webhook", receiver.Address, "--webhook-events", "job.done"] })
        {
            Assert.Equal(2, (await RunAsync(["submit", article, .. wrong])).Exit);
        }
    }

    [Fact]
    public async Task The_doctor_tries_everything_and_names_what_fails()
    {
        var (exit, output, error) = await RunAsync("doctor", "--json");
        Assert.True(exit == 0, output + error);
        var checks = output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(Json).ToDictionary(told => told.Text("check"), told => told.At("ok").GetBoolean());
        Assert.Equal(["command", "configuration", "storage", "endpoint", "drop folder", "parked messages", "sentence"], checks.Keys);
        Assert.DoesNotContain(false, checks.Values);

        (exit, output, _) = await Speech.RunAsync(new Dictionary<string, string> { ["PATH"] = $"{Path.GetDirectoryName(Environment.ProcessPath)}" }, "doctor");
        Assert.True(exit == 1, output);
        Assert.Matches("FAIL  node +there is no 'node' on the PATH", output);

        (exit, output, _) = await Speech.RunAsync(
            new Dictionary<string, string> { ["Speech__BaseAddress"] = "http://127.0.0.1:1/v1", ["Speech__ApiKey"] = "any", ["Pipeline__PublicAddress"] = "http://127.0.0.1:1" }, "doctor");
        Assert.True(exit == 1, output);
        Assert.Matches("FAIL  endpoint +unreachable: ", output);
        Assert.Matches("FAIL  public address +http://127.0.0.1:1/ does not answer", output);
    }

    [Fact]
    public async Task A_shell_completes_commands_and_options()
    {
        var (_, output, _) = await Speech.RunAsync("[suggest:18]", "speech convert --fo");
        Assert.Equal("--format", output.Trim());
        Assert.Contains("complete -o default -F _speech speech", (await Speech.RunAsync("completion", "bash")).Output, StringComparison.Ordinal);
    }

    string Server => fixture.Driver.Pipeline.Address.AbsoluteUri;

    Task<(int Exit, string Output, string Error)> RunAsync(params string[] arguments) => Speech.RunAsync([.. arguments, "--server", Server]);

    async Task<string> DoneAsync(params string[] arguments)
    {
        var (exit, output, error) = await RunAsync(arguments);
        Assert.True(exit == 0, output + error);
        return output;
    }

    async Task<string> WriteAsync(string name, string text)
    {
        var path = Path.Combine(_folder, name);
        await File.WriteAllTextAsync(path, text, TestContext.Current.CancellationToken);
        return path;
    }

    static JsonElement Json(string text) => JsonSerializer.Deserialize<JsonElement>(text);
}

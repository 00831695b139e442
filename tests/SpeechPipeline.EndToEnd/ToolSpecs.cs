using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace SpeechPipeline.EndToEnd;

/// <summary>The .NET tool as its users meet it: packed, installed, and run far from the repository by someone who has never run it.</summary>
public sealed class ToolSpecs : IDisposable
{
    readonly string _root = Directory.CreateTempSubdirectory("speech-tool-").FullName;

    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Fact]
    public async Task A_tool_from_a_folder_makes_an_episode_anywhere()
    {
        // The build under test: bin/Debug/net10.0.
        var configuration = new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name;
        await SucceedsAsync("dotnet", "pack", Repository.PathOf("src", "SpeechPipeline.Cli"), "--no-build", "-c", configuration, "-o", Path.Combine(_root, "packages"));
        await SucceedsAsync("dotnet", "tool", "install", "SpeechPipeline.Tool", "--source", Path.Combine(_root, "packages"), "--tool-path", Path.Combine(_root, "tools"));
        var speech = Path.Combine(_root, "tools", "speech");
        await File.WriteAllTextAsync(Path.Combine(_root, "article.md"), "# A lamp\n\nIt is heard far from home.", Cancellation);

        var package = JsonSerializer.Deserialize<JsonElement>(await File.ReadAllTextAsync(Repository.PathOf("package.json"), Cancellation));
        Assert.Equal(package.Text("version"), (await SucceedsAsync(speech, "--version")).Output.Trim());

        // Only .NET is on the path.
        var withoutNode = await RunAsync(speech, ["convert", "article.md"], "/nowhere");
        Assert.Equal((1, ""), (withoutNode.Exit, withoutNode.Output));
        Assert.Contains("Node.js 20", Lines(withoutNode.Error)[^1], StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", withoutNode.Error, StringComparison.Ordinal);

        var first = await SucceedsAsync(speech, "convert", "article.md", "--voice", "am_adam");
        Assert.Single(Lines(first.Error), static line => line.Contains(" npm ", StringComparison.Ordinal));
        Assert.NotEmpty(Ffmpeg.DecodeFile(Path.Combine(_root, "out", "article.mp3")));

        var second = await SucceedsAsync(speech, "convert", "article.md", "--voice", "am_adam", "--out", "again");
        Assert.DoesNotContain("npm", second.Error, StringComparison.Ordinal);
        Assert.Equal(["article.manifest.json", "article.mp3"], Directory.GetFiles(Path.Combine(_root, "again")).Select(Path.GetFileName).Order());
    }

    static string[] Lines(string text) => text.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    async Task<(int Exit, string Output, string Error)> SucceedsAsync(string program, params string[] arguments)
    {
        var ended = await RunAsync(program, arguments, path: null);
        Assert.True(ended.Exit == 0, ended.Output + ended.Error);
        return ended;
    }

    async Task<(int Exit, string Output, string Error)> RunAsync(string program, string[] arguments, string? path)
    {
        var start = new ProcessStartInfo(program, arguments) { WorkingDirectory = _root };
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        start.Environment["DOTNET_ROOT"] = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", ".."));
        // A user who has no packages yet, no data and no preferences.
        start.Environment["NUGET_PACKAGES"] = Path.Combine(_root, "nuget");
        start.Environment["XDG_DATA_HOME"] = Path.Combine(_root, "data");
        start.Environment["XDG_CONFIG_HOME"] = Path.Combine(_root, "config");
        foreach (var name in new[] { "SPEECH_SERVER", "SPEECH_KEY", "SPEECH_VOICE" })
        {
            start.Environment.Remove(name);
        }

        if (path is not null)
        {
            start.Environment["PATH"] = path;
        }

        return await Programs.RunAsync(start);
    }
}

using System.Diagnostics;
using System.Net.Http.Json;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace SpeechPipeline.EndToEnd;

/// <summary>What the command line starts ends with it, however it ends.</summary>
public sealed class CliProcessSpecs : IAsyncDisposable
{
    readonly WorkFolder _folder = new("speech-cli-");

    public ValueTask DisposeAsync() => _folder.DisposeAsync();

    [Fact]
    public async Task A_server_for_other_machines_needs_a_key_and_a_key_is_one_command_away()
    {
        var (exit, _, error) = await RunAsync("serve", "--data", _folder.Path, "--port", "0", "--host", "0.0.0.0");
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
        using var server = Start("serve", "--port", "0", "--data", Path.Combine(_folder.Path, "data"));
        var line = await server.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken);
        Assert.StartsWith("Pipeline at http://127.0.0.1:", line, StringComparison.Ordinal);
        var children = ChildrenOf(server.Id);
        Assert.NotEmpty(children);

        Assert.Equal(0, Kill(server.Id, 2));
        await server.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(0, server.ExitCode);
        await Eventually.SeeAsync(() => Task.FromResult(children.Count(IsRunning)), running => running == 0);
        Assert.NotEmpty(Directory.GetFileSystemEntries(Path.Combine(_folder.Path, "data")));
    }

    [Fact]
    public async Task A_killed_server_takes_its_storage_with_it_and_the_next_one_finds_what_was_kept()
    {
        string[] serve = ["serve", "--port", "0", "--data", Path.Combine(_folder.Path, "data")];
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
    public async Task An_interrupted_conversion_leaves_neither_a_process_nor_half_a_file()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no SIGINT to send to another process.");
        // Long enough to be under way still, however late the first line is read.
        var article = Path.Combine(Directory.CreateDirectory(Path.Combine(_folder.Path, "in")).FullName, "long.txt");
        await File.WriteAllLinesAsync(
            article, Enumerable.Range(0, 600).Select(i => $"This is paragraph number {i} of a text that takes its time to be spoken.\n"), TestContext.Current.CancellationToken);
        using var conversion = Start("convert", article, "--out", _folder.Path, "--voice", "af_heart");
        // The first line says that segments are being spoken.
        Assert.NotNull(await conversion.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken));
        var children = ChildrenOf(conversion.Id);
        Assert.NotEmpty(children);

        Assert.Equal(0, Kill(conversion.Id, 2));
        await conversion.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(130, conversion.ExitCode);
        await Eventually.SeeAsync(() => Task.FromResult(children.Count(IsRunning)), running => running == 0);
        Assert.Empty(Directory.GetFiles(_folder.Path));
    }

    static Task<(int Exit, string Output, string Error)> RunAsync(params string[] arguments) => Speech.RunAsync(arguments);

    static async Task<string> AddressOfAsync(Process server) =>
        (await server.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken))!.Split(' ')[2].TrimEnd(',');

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

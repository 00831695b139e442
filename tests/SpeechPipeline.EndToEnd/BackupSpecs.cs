using System.Net.Http.Json;
using System.Text.Json;

namespace SpeechPipeline.EndToEnd;

/// <summary>Backup as docs/self-hosting.md describes it: stop, copy the folder, start elsewhere.</summary>
public sealed class BackupSpecs : IDisposable
{
    const string Feed = "api/shows/kept/feed.xml";

    static readonly HttpClient Http = new();

    readonly string _root = Directory.CreateTempSubdirectory("speech-backup-").FullName;

    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Fact]
    public async Task A_copy_of_the_folder_started_elsewhere_has_everything()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no SIGINT to send to another process.");
        var (data, copy) = (Path.Combine(_root, "data"), Path.Combine(_root, "elsewhere", "data"));
        Dictionary<string, byte[]> kept;
        await using (var server = await ServeAsync(data, "https://pods.test"))
        {
            await SetShowAsync(server);
            var jobs = new List<JsonElement>
            {
                await SpeakAsync(server, "# A lamp\n\nThe lamp was lit at dusk.\n\n## The night\n\nNobody saw it.", "kept"),
                await SpeakAsync(server, "This one is in no show.", null),
            };
            await Eventually.SeeAsync(() => Http.GetStringAsync(new Uri(server.Address, Feed), Cancellation), static feed => feed.Contains("A lamp", StringComparison.Ordinal));
            string[] paths =
            [
                "api/jobs", "api/shows", "api/shows/kept", "api/shows/kept/episodes", Feed,
                .. jobs.SelectMany(FilesOf).Select(static address => new Uri(address).PathAndQuery),
            ];
            Assert.Equal(5 + 9, paths.Length);
            kept = await ReadAsync(server, paths);
            await server.StopAsync();
        }

        CopyFolder(data, copy);
        Directory.Delete(data, recursive: true);
        await using (var server = await ServeAsync(copy, "https://pods.test"))
        {
            foreach (var (path, bytes) in await ReadAsync(server, kept.Keys))
            {
                Assert.True(kept[path].AsSpan().SequenceEqual(bytes), path);
            }

            // It goes on: what was spoken is not spoken again, and the show grows.
            var more = await SpeakAsync(server, "# Again\n\nThe lamp was lit at dusk.", "kept");
            Assert.Equal("The lamp was lit at dusk.".Length, more.At("usage").Number("characters_cached"));
            await Eventually.SeeAsync(() => Http.GetStringAsync(new Uri(server.Address, Feed), Cancellation), static feed => feed.Contains("Again", StringComparison.Ordinal));
            await server.StopAsync();
        }

        // Under another address, the feed leads there once the show is set again.
        await using var moved = await ServeAsync(copy, "https://other.test");
        await SetShowAsync(moved);
        await Eventually.SeeAsync(
            () => Http.GetStringAsync(new Uri(moved.Address, Feed), Cancellation),
            static feed => feed.Contains("https://other.test/api/episodes/", StringComparison.Ordinal) && !feed.Contains("pods.test", StringComparison.Ordinal));
        await moved.StopAsync();
    }

    static Task<Served> ServeAsync(string data, string address) =>
        Served.StartAsync(new Dictionary<string, string>(), "--port", "0", "--data", data, "--public-address", address);

    static async Task SetShowAsync(Served server)
    {
        using var set = await Http.PutAsJsonAsync(new Uri(server.Address, "api/shows/kept"), new { visibility = "public", title = "Kept" }, Cancellation);
        await PipelineDriver.ReadAsync(set, 200);
    }

    static async Task<JsonElement> SpeakAsync(Served server, string content, string? show)
    {
        using var submitted = await Http.PostAsJsonAsync(new Uri(server.Address, "api/jobs"), new { article = new { format = "markdown", content }, voice = "am_adam", show }, Cancellation);
        var id = (await PipelineDriver.ReadAsync(submitted, 202)).Text("id");
        var job = await Eventually.SeeAsync(
            () => Http.GetFromJsonAsync<JsonElement>(new Uri(server.Address, $"api/jobs/{id}"), Cancellation), static seen => seen.Text("status") is "completed" or "failed");
        Assert.True(job.Text("status") == "completed", job.ToString());
        return job;
    }

    /// <summary>Audio, transcript, manifest and page, and the chapters if there are any.</summary>
    static IEnumerable<string> FilesOf(JsonElement job) =>
        job.At("result").EnumerateObject().Where(static part => part.Value.ValueKind == JsonValueKind.Object && part.Value.TryGetProperty("url", out _)).Select(static part => part.Value.Text("url"));

    static async Task<Dictionary<string, byte[]>> ReadAsync(Served server, IEnumerable<string> paths)
    {
        var read = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        foreach (var path in paths)
        {
            read[path] = await Http.GetByteArrayAsync(new Uri(server.Address, path), Cancellation);
        }

        return read;
    }

    static void CopyFolder(string from, string to)
    {
        foreach (var file in Directory.GetFiles(from, "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }
    }
}

using System.Diagnostics;
using System.Text.Json;
using static SpeechPipeline.EndToEnd.PodcastApp;

namespace SpeechPipeline.EndToEnd;

/// <summary>
/// Pages that people wrote, from a folder <c>shared/articles/html</c> beside the repository or above it, dropped into the folder of
/// <c>speech serve --drop</c>: hours of speech, and so run only when it is asked for.
/// </summary>
[Trait("Category", "Soak")]
public sealed class RealPagesSpecs : IDisposable
{
    const int SampleRateHz = 8_000;

    static readonly TimeSpan Patience = TimeSpan.FromHours(1);

    readonly string _root = Directory.CreateTempSubdirectory("speech-pages-").FullName;

    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    string Drop => Path.Combine(_root, "drop");

    public void Dispose()
    {
        try
        {
            Directory.Delete(_root, recursive: true);
        }
        catch (IOException)
        {
            // The storage of the server that was killed may write for another moment; what is left stands in the system's folder for such things.
        }
    }

    [Fact]
    public async Task Every_page_becomes_an_episode_of_the_show_or_comes_back_with_the_reason()
    {
        Assert.SkipUnless(Pages() is not null, "There are no pages in shared/articles/html beside the repository or above it.");
        var pages = Pages()!;
        Directory.CreateDirectory(Drop);
        // Small files of little work: it is about the pages.
        await File.WriteAllTextAsync(
            Path.Combine(Drop, "_defaults.json"), $$"""{ "voice": "am_adam", "response_format": "wav", "sample_rate": {{SampleRateHz}}, "show": "pages" }""", Cancellation);
        pages.ForEach(page => File.Copy(page, Path.Combine(Drop, Path.GetFileName(page))));
        using var server = Process.Start(
            new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "speech.dll"), "serve", "--port", "0", "--data", Path.Combine(_root, "data"), "--drop", Drop]))!;
        try
        {
            var reports = new List<JsonElement>();
            foreach (var name in pages.ConvertAll(Path.GetFileName))
            {
                string[] ends = [Path.Combine(Drop, "done", $"{name}.json"), Path.Combine(Drop, "failed", $"{name}.json")];
                await Eventually.IsTrueAsync(() => ends.Any(File.Exists), $"{name} comes back", Patience, Cancellation);
                reports.Add(JsonSerializer.Deserialize<JsonElement>(await File.ReadAllTextAsync(ends.First(File.Exists), Cancellation)));
            }

            var (done, refused) = (reports.Where(report => report.Text("status") == "completed").ToList(), reports.Where(report => report.Text("status") != "completed").ToList());
            Assert.All(refused, report => Assert.NotEmpty(report.At("error").Text("message")));
            Assert.All(done, report => Assert.True(report.GetProperty("duration_seconds").GetDouble() > 1));
            TestContext.Current.TestOutputHelper?.WriteLine(
                $"{done.Count} episodes of {done.Sum(report => report.GetProperty("duration_seconds").GetDouble()):N0} s, {refused.Count} with a reason: {string.Join("; ", refused.Select(report => report.At("error").Text("message")))}");
            Assert.NotEmpty(done);
            foreach (var report in done)
            {
                await IsAsLoudAsItsManifestStatesAsync(report);
            }

            var shows = new Uri(new Uri(done[0].At("links").Text("audio")), "/api/shows/pages");
            var show = await Eventually.SeeAsync(
                async () => JsonSerializer.Deserialize<JsonElement>(await App.GetStringAsync(shows, Cancellation)),
                show => show.At("feed").TryGetProperty("episodes", out var episodes) && episodes.GetInt32() == done.Count);
            var items = (await FeedOfAsync(show.At("feed").Text("url"), done.Count)).At("items").EnumerateArray().ToList();
            // A page may have no title; then the feed makes one.
            var titles = items.ToDictionary(item => new Uri(item.At("enclosures")[0].Text("url")).Segments[^2].TrimEnd('/'), item => item.Text("title"), StringComparer.Ordinal);
            Assert.Equal(done.Select(report => report.Text("job")).Order(), titles.Keys.Order());
            Assert.All(done, report => Assert.Equal(report.TryGetProperty("title", out var title) ? title.GetString() : titles[report.Text("job")], titles[report.Text("job")]));
            foreach (var enclosure in items.Select(item => item.At("enclosures")[0]))
            {
                await SeekAsync(enclosure.Text("url"), enclosure.Number("length"), "audio/wav");
            }
        }
        finally
        {
            server.Kill();
            await server.WaitForExitAsync(CancellationToken.None);
        }
    }

    /// <summary>To a meter that is not ours: what was reached within 0.1 LU, what was asked for within 0.5.</summary>
    static async Task IsAsLoudAsItsManifestStatesAsync(JsonElement report)
    {
        var file = await PipelineDriver.DownloadAsync(report.At("links").Text("audio"), ".wav");
        try
        {
            var loudness = JsonSerializer.Deserialize<JsonElement>(await App.GetStringAsync(new Uri(report.At("links").Text("manifest")), Cancellation)).At("loudness");
            var heard = Ebur128.Of(Ffmpeg.DecodeFile(file), SampleRateHz, 1);
            var (lufs, peak) = (loudness.GetProperty("reached_lufs").GetDouble() - heard.IntegratedLufs, loudness.GetProperty("true_peak_dbtp").GetDouble() - heard.TruePeakDb);
            TestContext.Current.TestOutputHelper?.WriteLine($"{heard.IntegratedLufs:0.00} LUFS, {heard.TruePeakDb:0.00} dBTP; ours less that: {lufs:0.000} LU, {peak:0.000} dB");
            Assert.InRange(lufs, -0.1, 0.1);
            Assert.InRange(peak, -0.2, 0.2);
            Assert.Equal(loudness.GetProperty("target_lufs").GetDouble(), heard.IntegratedLufs, 0.5);
        }
        finally
        {
            File.Delete(file);
        }
    }

    static List<string>? Pages()
    {
        for (var folder = new DirectoryInfo(Repository.Root); folder is not null; folder = folder.Parent)
        {
            var pages = Path.Combine(folder.FullName, "shared", "articles", "html");
            if (Directory.Exists(pages))
            {
                return [.. Directory.GetFiles(pages, "*.html")];
            }
        }

        return null;
    }
}

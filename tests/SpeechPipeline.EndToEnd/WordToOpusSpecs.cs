using System.Net.Http.Json;
using System.Text.Json;
using SpeechPipeline.Specs.Articles.Docx;
using static SpeechPipeline.EndToEnd.PodcastApp;

namespace SpeechPipeline.EndToEnd;

/// <summary>The formats that came last, through everything: a Word document becomes an Opus episode, at the command line and in a feed.</summary>
public sealed class WordToOpusSpecs(PipelineFixture fixture) : IDisposable
{
    readonly string _folder = Directory.CreateTempSubdirectory("speech-opus-").FullName;

    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_word_document_is_converted_to_opus()
    {
        var report = Path.Combine(_folder, "report.docx");
        await File.WriteAllBytesAsync(report, Report(), Cancellation);

        var (exit, output, error) = await Speech.RunAsync(
            "convert", report, "--format", "opus", "--out", _folder, "--voice", "am_adam", "--server", fixture.Driver.Pipeline.Address.AbsoluteUri);
        Assert.True(exit == 0, output + error);

        var path = Path.Combine(_folder, "report.opus");
        var manifest = JsonSerializer.Deserialize<JsonElement>(await File.ReadAllTextAsync(Path.Combine(_folder, "report.manifest.json"), Cancellation));
        Assert.Equal((48_000L, manifest.At("audio").Number("samples")), (manifest.At("audio").Number("sample_rate"), (long)Ffmpeg.DecodeFile(path).Length));
        var probe = JsonSerializer.Deserialize<JsonElement>(Ffmpeg.Probe(path, "-show_entries", "stream=codec_name:stream_tags", "-show_chapters", "-of", "json"));
        var tags = probe.At("streams")[0].At("tags");
        Assert.Equal(("opus", "The lighthouse report", "Nora Quay"), (probe.At("streams")[0].Text("codec_name"), tags.Text("title"), tags.Text("artist").Trim()));
        Assert.Equal(["Findings", "What to do"], probe.At("chapters").EnumerateArray().Select(chapter => chapter.At("tags").Text("title")));
        Assert.SkipUnless(Opusinfo.IsThere, "opusinfo is not installed.");
        Assert.Empty(Opusinfo.Warnings(await File.ReadAllBytesAsync(path, Cancellation)));
    }

    [Fact]
    public async Task An_opus_episode_stands_in_a_feed()
    {
        var (driver, show) = (fixture.Driver, $"show-{Guid.NewGuid():N}");
        using var set = await App.PutAsJsonAsync(driver.Address($"api/shows/{show}"), new { visibility = "public" }, Cancellation);
        var feed = (await PipelineDriver.ReadAsync(set, 200)).At("feed").Text("url");
        using var accepted = await driver.PostAsync(
            $"api/jobs?voice=am_adam&response_format=opus&bit_rate=32000&show={show}", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", Report());
        var done = await driver.CompletionOfAsync(await PipelineDriver.ReadAsync(accepted, 202));
        var audio = done.At("result", "audio");

        var enclosure = (await FeedOfAsync(feed, episodes: 1)).At("items")[0].At("enclosures")[0];
        Assert.Equal((audio.Text("url"), audio.Number("bytes"), "audio/ogg"), (enclosure.Text("url"), enclosure.Number("length"), enclosure.Text("type")));
        Assert.EndsWith("/audio.opus", new Uri(enclosure.Text("url")).AbsolutePath, StringComparison.Ordinal);
        var file = await App.GetByteArrayAsync(new Uri(enclosure.Text("url")), Cancellation);
        Assert.Equal((audio.Number("bytes"), audio.Number("samples")), ((long)file.Length, (long)Ffmpeg.DecodeToFloat(file).Length));
    }

    static byte[] Report() => new DocxBuilder { Title = "The lighthouse report", Author = "Nora Quay" }
        .Styled("berschrift1", "Findings").Paragraph("The lamp was lit at dusk, every day of the year.")
        .Styled("berschrift1", "What to do").Paragraph("Nothing. The keeper knows his work.")
        .Build().ToArray();
}

using System.Diagnostics;
using System.Text;
using System.Text.Json;

namespace SpeechPipeline.EndToEnd;

/// <summary>Web pages, books and addresses, from the outside.</summary>
public sealed class SourceSpecs(PipelineFixture fixture) : IDisposable
{
    const string Page = """
        <!DOCTYPE html><html lang="en-GB"><head><title>The Lamp | A Site</title><meta property="og:site_name" content="A Site"></head>
        <body><nav><a href="/">Home</a></nav><article><h1>The Lamp</h1><p>It stood on the sill, from autumn until spring.<sup><a href="#n1">1</a></sup></p></article>
        <footer>All rights reserved.</footer></body></html>
        """;

    readonly PipelineDriver _driver = fixture.Driver;
    readonly string _folder = Directory.CreateTempSubdirectory("speech-sources-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_page_that_is_the_body_becomes_an_episode_of_its_article()
    {
        using var response = await _driver.PostAsync("api/jobs?voice=am_adam", "text/html; charset=utf-8", Encoding.UTF8.GetBytes(Page));
        var job = await _driver.CompletionOfAsync(await PipelineDriver.ReadAsync(response, 202));
        var manifest = await PipelineDriver.ManifestOfAsync(job);

        Assert.Equal(("The Lamp | A Site", "en-gb"), (job.Text("title"), job.Text("language")));
        // "The Lamp" and the sentence without its mark; nothing of the rest.
        Assert.Equal("The Lamp".Length + "It stood on the sill, from autumn until spring.".Length, manifest.At("segments").EnumerateArray().Sum(segment => segment.Number("characters")));
    }

    [Fact]
    public async Task A_book_that_is_the_body_has_the_chapters_of_its_contents()
    {
        using var response = await _driver.PostAsync("api/jobs?voice=am_adam&response_format=wav", "application/epub+zip", Book());
        var job = await _driver.CompletionOfAsync(await PipelineDriver.ReadAsync(response, 202));
        var manifest = await PipelineDriver.ManifestOfAsync(job);

        Assert.Equal(("A Book", "en-us"), (job.Text("title"), job.Text("language")));
        Assert.Equal("Jane Doe", manifest.Text("author"));
        Assert.Equal(["One", "Two"], manifest.At("chapters").EnumerateArray().Select(chapter => chapter.Text("title")));
    }

    [Fact]
    public async Task What_is_no_book_is_refused_at_once()
    {
        using var response = await _driver.PostAsync("api/jobs", "application/epub+zip", "PK and no more"u8.ToArray());
        Assert.Contains("not a valid EPUB", (await PipelineDriver.ReadAsync(response, 400)).At("errors")[0].Text("detail"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_address_is_fetched_and_one_that_is_not_there_fails_the_job_with_the_reason()
    {
        using var site = new PageSite(Page);
        var found = await _driver.SubmitAsync(new { source_url = site.Address("page"), voice = "am_adam" });
        var missing = await _driver.SubmitAsync(new { source_url = site.Address("missing"), voice = "am_adam" });

        Assert.Equal("The Lamp | A Site", (await _driver.CompletionOfAsync(found)).Text("title"));
        var failed = await _driver.EndOfAsync(missing);
        Assert.Equal(("failed", "source_unavailable"), (failed.Text("status"), failed.At("error").Text("code")));
        Assert.Contains("404", failed.At("error").Text("message"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_command_converts_pages_books_and_addresses()
    {
        using var site = new PageSite(Page);
        await File.WriteAllTextAsync(Path.Combine(_folder, "page.html"), Page, TestContext.Current.CancellationToken);
        await File.WriteAllBytesAsync(Path.Combine(_folder, "book.epub"), Book(), TestContext.Current.CancellationToken);
        string[] command =
        [
            Path.Combine(AppContext.BaseDirectory, "speech.dll"), "convert", Path.Combine(_folder, "page.html"), Path.Combine(_folder, "book.epub"),
            site.Address("articles/the-lamp.html?x=1"), "--include-matter", "--out", Path.Combine(_folder, "out"), "--format", "wav",
            "--voice", "am_adam", "--server", _driver.Pipeline.Address.ToString(),
        ];
        using var process = Process.Start(new ProcessStartInfo("dotnet", command) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.True(process.ExitCode == 0, await output + await error);
        Assert.Equal(
            ["book.manifest.json", "book.wav", "page.manifest.json", "page.wav", "the-lamp.manifest.json", "the-lamp.wav"],
            Directory.GetFiles(Path.Combine(_folder, "out")).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        var book = JsonSerializer.Deserialize<JsonElement>(await File.ReadAllTextAsync(Path.Combine(_folder, "out", "book.manifest.json"), TestContext.Current.CancellationToken));
        Assert.Equal(["Title page", "One", "Two"], book.At("chapters").EnumerateArray().Select(chapter => chapter.Text("title")));
    }

    static byte[] Book() =>
        new EpubBuilder { Metadata = "<dc:title>A Book</dc:title><dc:creator>Jane Doe</dc:creator><dc:language>en-US</dc:language>" }
            .Text("title", "<section epub:type='titlepage'><h1>A Book</h1></section>")
            .Text("one", "<h2>One</h2><p>The first&nbsp;chapter.</p>")
            .Text("two", "<h2>Two</h2><p>The second chapter.</p>")
            .Contents("<li><a href='text/title.xhtml'>Title page</a></li><li><a href='text/one.xhtml'>One</a></li><li><a href='text/two.xhtml'>Two</a></li>")
            .Build();
}

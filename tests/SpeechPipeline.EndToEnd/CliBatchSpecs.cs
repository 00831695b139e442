namespace SpeechPipeline.EndToEnd;

/// <summary>Batches that are handed over at the command line.</summary>
public sealed class CliBatchSpecs(PipelineFixture fixture) : IAsyncDisposable
{
    readonly WorkFolder _folder = new("speech-cli-");

    public ValueTask DisposeAsync() => _folder.DisposeAsync();

    [Fact]
    public async Task A_folder_is_handed_over_as_a_batch_and_watched_to_its_end()
    {
        var articles = Directory.CreateDirectory(Path.Combine(_folder.Path, "articles", "deep")).Parent!.FullName;
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
        var batch = Path.Combine(_folder.Path, "batch.json");
        await File.WriteAllTextAsync(
            batch, """{"items":[{"input":"Spoken."}],"defaults":{"voice":"am_adam","response_format":"wav"}}""", TestContext.Current.CancellationToken);

        var (exit, output, error) = await RunAsync("batch", "submit", batch, "--watch", "--server", fixture.Driver.Pipeline.Address.AbsoluteUri);

        Assert.Equal((0, ""), (exit, error));
        Assert.Contains("completed, 1 of 1, 0 failed, 0 rejected", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Globs_are_handed_over_and_watched_later()
    {
        await File.WriteAllTextAsync(Path.Combine(_folder.Path, "a.md"), "One.", TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(Path.Combine(_folder.Path, "b.md"), "Two.", TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(Path.Combine(_folder.Path, "c.txt"), "Not this one.", TestContext.Current.CancellationToken);
        string[] server = ["--server", fixture.Driver.Pipeline.Address.AbsoluteUri];

        var (exit, output, error) = await RunAsync(["batch", "submit", Path.Combine(_folder.Path, "*.md"), "--voice", "am_adam", "--format", "wav", .. server]);
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
        var file = Path.Combine(_folder.Path, "feed.rss");
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
        await File.WriteAllTextAsync(Path.Combine(_folder.Path, "a.md"), "It costs a little, and that is too much.", TestContext.Current.CancellationToken);

        var (exit, output, error) = await RunAsync(
            "batch", "submit", _folder.Path, "--voice", "am_adam", "--max-cost-usd", "0.0000001", "--watch", "--server", fixture.Driver.Pipeline.Address.AbsoluteUri);

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
        var batch = Path.Combine(_folder.Path, name);
        await File.WriteAllTextAsync(batch, content, TestContext.Current.CancellationToken);

        var (code, output, error) = await RunAsync("batch", "submit", batch, option, "--server", fixture.Driver.Pipeline.Address.AbsoluteUri);

        Assert.NotEqual(0, code);
        Assert.Equal("", output);
        Assert.Contains(message, error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wrong_line_of_a_batch_is_named_and_the_others_are_spoken()
    {
        var batch = Path.Combine(_folder.Path, "jobs.ndjson");
        await File.WriteAllTextAsync(batch, "{\"input\":\"Spoken.\"}\n{\"inputs\":\"Wrong.\"}\n", TestContext.Current.CancellationToken);

        var (exit, output, error) = await RunAsync(
            "batch", "submit", batch, "--voice", "am_adam", "--format", "wav", "--watch", "--server", fixture.Driver.Pipeline.Address.AbsoluteUri);

        Assert.True(exit == 1, output + error);
        Assert.Contains("1 of 2, 0 failed, 1 rejected", output, StringComparison.Ordinal);
        Assert.Contains("line 2: rejected. #/input is missing", output, StringComparison.Ordinal);
    }

    static Task<(int Exit, string Output, string Error)> RunAsync(params string[] arguments) => Speech.RunAsync(arguments);
}

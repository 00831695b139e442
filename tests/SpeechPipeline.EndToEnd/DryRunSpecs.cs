using System.Security.Cryptography;
using System.Text;
using SpeechPipeline.LocalHost;

namespace SpeechPipeline.EndToEnd;

/// <summary>What is known before anything is paid for, and that it comes true.</summary>
public sealed class DryRunSpecs : IAsyncLifetime
{
    const string Scene = "# A scene\n\nIt was late, and the last train had left.\n\nAnna: Is nobody here? See www.example.com/timetable!!!\n\nBen: Only me, and the SQL server 🙂\n\n## Later\n\nThey walked home.";

    PipelineDriver? _driver;

    PipelineDriver Driver => _driver!;

    public async ValueTask InitializeAsync() =>
        _driver = new PipelineDriver(await LocalPipeline.StartAsync(new LocalPipelineOptions(), CancellationToken.None));

    public ValueTask DisposeAsync() => Driver.Pipeline.DisposeAsync();

    [Fact]
    public async Task A_dry_run_answers_with_the_plan_and_leaves_nothing_behind()
    {
        using var response = await Driver.PostJsonAsync("api/jobs", Body(Scene, dryRun: true));
        var plan = await PipelineDriver.ReadAsync(response, 200);

        Assert.Equal("plan", plan.Text("object"));
        Assert.Equal("A scene", plan.Text("title"));
        Assert.Equal(6, plan.Number("segments_total"));
        Assert.Equal(0, plan.Number("characters_cached"));
        Assert.InRange(plan.GetProperty("duration_seconds").GetDouble(), 8, 20);
        Assert.True(plan.GetProperty("cost_usd").GetDecimal() == plan.Number("characters") * 4 / 1_000_000m, plan.ToString());
        var segments = plan.At("chapters").EnumerateArray().SelectMany(chapter => chapter.At("segments").EnumerateArray()).ToList();
        Assert.Equal(
            [
                "A scene", "It was late, and the last train had left.", "Is nobody here? See example dot com!",
                "Only me, and the sequel server.", "Later", "They walked home.",
            ],
            segments.Select(segment => segment.Text("text")));
        Assert.Equal(["af_heart", "af_heart", "af_bella", "am_adam", "af_heart", "af_heart"], segments.Select(segment => segment.Text("voice")));
        Assert.Equal([1000L, 700, 700, 2200, 1000, 0], segments.Select(segment => segment.Number("pause_after")));
        Assert.Equal(["heading", "paragraph", "paragraph", "chapter", "heading", "none"], segments.Select(segment => segment.Text("kind")));
        Assert.All(segments, segment => Assert.Equal(segment.Text("text").Length, segment.Number("characters")));

        Assert.Equal(0, Driver.Pipeline.Endpoint!.Ledger.Count);
        using var listing = await Driver.GetAsync("api/jobs");
        Assert.Empty((await PipelineDriver.ReadAsync(listing, 200)).At("data").EnumerateArray());
        await foreach (var blob in Driver.Storage().Jobs.GetBlobsAsync(cancellationToken: TestContext.Current.CancellationToken))
        {
            Assert.Fail(blob.Name);
        }
    }

    [Fact]
    public async Task What_was_planned_is_what_is_spoken_and_the_next_plan_knows_it()
    {
        var job = await Driver.CompletionOfAsync(await Driver.SubmitAsync(Body(Scene, dryRun: false)));
        using var response = await Driver.PostJsonAsync("api/jobs", Body(Scene.Replace("walked", "ran"), dryRun: true));
        var plan = await PipelineDriver.ReadAsync(response, 200);

        var segments = plan.At("chapters").EnumerateArray().SelectMany(chapter => chapter.At("segments").EnumerateArray()).ToList();
        Assert.Equal([true, true, true, true, true, false], segments.Select(segment => segment.GetProperty("cached").GetBoolean()));
        Assert.Equal(segments.Take(5).Sum(segment => segment.Number("characters")), plan.Number("characters_cached"));
        var spoken = Driver.Pipeline.Endpoint!.Ledger.Calls.Select(call => (call.Voice, call.InputHash)).ToList();
        Assert.Equal(6, spoken.Count);
        Assert.All(segments.Take(5), segment => Assert.Contains((segment.Text("voice"), Hash(segment.Text("text"))), spoken));
        Assert.Equal(6, (await PipelineDriver.ManifestOfAsync(job)).At("segments").GetArrayLength());
    }

    [Fact]
    public async Task A_document_may_be_planned_with_its_options_in_the_query()
    {
        using var response = await Driver.PostAsync(
            "api/jobs?dry_run=true&speakers=" + Uri.EscapeDataString("""{"Anna":"af_bella"}"""), "text/plain", Encoding.UTF8.GetBytes("Anna: I am here.\nHe nodded."));
        var plan = await PipelineDriver.ReadAsync(response, 200);

        Assert.Equal(["af_bella", "af_heart"], plan.At("chapters")[0].At("segments").EnumerateArray().Select(segment => segment.Text("voice")));
    }

    static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    static object Body(string content, bool dryRun) => new
    {
        article = new { format = "markdown", content },
        voice = "af_heart",
        speakers = new { Anna = "af_bella", Ben = "am_adam" },
        pronunciations = new { SQL = "sequel" },
        pauses = new { paragraph = 700 },
        dry_run = dryRun,
    };
}

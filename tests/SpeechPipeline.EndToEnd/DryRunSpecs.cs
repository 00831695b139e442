using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace SpeechPipeline.EndToEnd;

/// <summary>What is known before anything is paid for, and that it comes true.</summary>
public sealed class DryRunSpecs : OwnPipeline
{
    const string Scene = "# A scene\n\nIt was late, and the last train had left.\n\nAnna: Is nobody here? See www.example.com/timetable!!!\n\nBen: Only me, and the SQL server 🙂\n\n## Later\n\nThey walked home.";

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
    public async Task A_plan_tells_what_is_left_out_and_the_option_that_brings_it_back()
    {
        const string page = """
            <article><h1>The lamp</h1><p>The lamp burns on the shelf above the door, and nobody has ever seen it go out.</p>
            <figure><img src="x.png" alt=""><figcaption>The lamp in the year of the flood.</figcaption></figure>
            <table><tr><th>Week</th><th>Cans</th></tr><tr><td>First</td><td>Two</td></tr></table></article>
            """;
        var (usual, spoken) = (await PlanAsync(captions: false, tables: false), await PlanAsync(captions: true, tables: true));
        var parts = usual.At("unspoken").EnumerateArray().ToDictionary(part => part.Text("option"));
        Assert.Equal(["captions", "tables"], parts.Keys.Order());
        Assert.Equal(("The lamp in the year of the flood.", 1L), (parts["captions"].Text("beginning"), parts["captions"].Number("paragraphs")));
        Assert.Contains("First", parts["tables"].Text("beginning"), StringComparison.Ordinal);
        Assert.False(spoken.TryGetProperty("unspoken", out _), spoken.ToString());
        Assert.True(spoken.Number("characters") > usual.Number("characters"));

        async Task<JsonElement> PlanAsync(bool captions, bool tables)
        {
            using var response = await Driver.PostJsonAsync("api/jobs", new { article = new { format = "html", content = page, captions, tables }, dry_run = true });
            return await PipelineDriver.ReadAsync(response, 200);
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

    [Fact]
    public async Task A_book_and_an_address_may_be_planned_and_leave_nothing_behind()
    {
        var book = new EpubBuilder()
            .Text("one", "<h2>One</h2><p>The first&nbsp;chapter has a sentence.</p><p>And another paragraph.</p>").Text("imprint", "<p>Printed in Oslo.</p>", "epub:type='imprint'")
            .Text("two", "<h2>Two</h2><p>The second chapter.</p>").Contents("<li><a href='text/one.xhtml'>Chapter one</a></li><li><a href='text/two.xhtml'>Chapter two</a></li>");
        using var site = new PageSite("<html lang=fr><title>Une lampe</title><body><article><p>Elle était sur la fenêtre, de l’automne au printemps.</p></article>");
        using var response = await Driver.PostAsync("api/jobs?dry_run=true", "application/epub+zip", book.Build());
        using var fetched = await Driver.PostJsonAsync("api/jobs", new { source_url = site.Address("lampe"), voice = "ff_siwis", dry_run = true });
        using var missing = await Driver.PostJsonAsync("api/jobs", new { source_url = site.Address("missing"), dry_run = true });
        var (plan, page) = (await PipelineDriver.ReadAsync(response, 200), await PipelineDriver.ReadAsync(fetched, 200));

        Assert.Equal(("A Book", "Jane Doe", "en-gb"), (plan.Text("title"), plan.Text("byline"), plan.Text("language")));
        Assert.Equal(["Chapter one", "Chapter two"], plan.At("chapters").EnumerateArray().Select(chapter => chapter.Text("title")));
        string[] spoken = ["One", "The first chapter has a sentence.", "And another paragraph.", "Two", "The second chapter."];
        Assert.Equal(spoken, TextsOf(plan));
        Assert.Equal((5, spoken.Sum(text => text.Length)), (plan.Number("segments_total"), plan.Number("characters")));
        Assert.Equal(plan.Number("characters") * 4 / 1_000_000m, plan.GetProperty("cost_usd").GetDecimal());
        Assert.InRange(plan.GetProperty("duration_seconds").GetDouble(), 8, 20);
        Assert.Equal(("Une lampe", "fr"), (page.Text("title"), page.Text("language")));
        Assert.Equal(["Une lampe", "Elle était sur la fenêtre, de l’automne au printemps."], TextsOf(page));
        var problem = (await PipelineDriver.ReadAsync(missing, 400)).At("errors")[0];
        Assert.Equal("#/source_url", problem.Text("pointer"));
        Assert.Contains("404", problem.Text("detail"), StringComparison.Ordinal);
        Assert.Equal(0, Driver.Pipeline.Endpoint!.Ledger.Count);
        using var listing = await Driver.GetAsync("api/jobs");
        Assert.Empty((await PipelineDriver.ReadAsync(listing, 200)).At("data").EnumerateArray());
    }

    static IEnumerable<string> TextsOf(JsonElement plan) =>
        plan.At("chapters").EnumerateArray().SelectMany(chapter => chapter.At("segments").EnumerateArray()).Select(segment => segment.Text("text"));

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

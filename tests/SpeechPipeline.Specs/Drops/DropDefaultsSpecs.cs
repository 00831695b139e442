namespace SpeechPipeline.Specs.Drops;

/// <summary><c>_defaults.json</c>: for all files of its folder and below.</summary>
public sealed class DropDefaultsSpecs : IAsyncLifetime
{
    readonly DropFixture _fixture = new();

    public ValueTask InitializeAsync() => _fixture.InitializeAsync();

    public ValueTask DisposeAsync() => _fixture.DisposeAsync();

    [Fact]
    public async Task The_nearest_wins_field_by_field_and_the_file_itself_above_all()
    {
        await _fixture.DropAsync("_defaults.json", """{ "voice": "am_adam", "response_format": "wav", "metadata": { "from": "root", "who": "all" } }""");
        await _fixture.DropAsync("news/_defaults.json", """{ "voice": "bm_george", "metadata": { "from": "news" }, "pauses": { "paragraph": 600 }, "captions": true, "author": "The desk" }""");
        var near = await _fixture.AcceptAsync("news/a.md");
        Assert.Equal(("bm_george", "wav", """{"from":"news","who":"all"}"""), (near.Voice, near.ResponseFormat, near.Metadata));
        var request = await _fixture.RequestAsync(near);
        Assert.Equal((600, true, "The desk"), (request.Voice.Pauses!.Paragraph, request.Source.Reading!.Captions, request.Source.Author));

        var far = await _fixture.AcceptAsync("else/deep/a.md");
        Assert.Equal(("am_adam", "wav", """{"from":"root","who":"all"}"""), (far.Voice, far.ResponseFormat, far.Metadata));

        var job = await _fixture.AcceptAsync("news/job.json", """{ "article": { "format": "markdown", "content": "A job." }, "voice": "af_bella", "metadata": { "own": "1" } }""");
        Assert.Equal(("af_bella", "wav", """{"own":"1","from":"news","who":"all"}"""), (job.Voice, job.ResponseFormat, job.Metadata));
        Assert.Equal("The desk", (await _fixture.RequestAsync(job)).Source.Author);

        Assert.Equal(["_defaults.json", "news/_defaults.json"], await DropFixture.NamesAsync(_fixture.Storage.Drops));
        Assert.Equal(0, await _fixture.SweepAsync());
        await _fixture.TakeAsync("news/_defaults.json");
        Assert.Equal(["_defaults.json", "news/_defaults.json"], await DropFixture.NamesAsync(_fixture.Storage.Drops));
    }

    [Fact]
    public async Task A_webhook_with_events_is_a_default_like_any_other()
    {
        await _fixture.DropAsync("told/_defaults.json", """{ "voice": "am_adam", "webhook": { "url": "http://127.0.0.1:9/hook", "events": ["job.started", "job.failed"] } }""");
        var document = await _fixture.AcceptAsync("told/a.md");
        Assert.Equal(("http://127.0.0.1:9/hook", "job.started job.failed"), (document.Webhook, document.WebhookEvents));
        var job = await _fixture.AcceptAsync("told/b.json", """{ "input": "A job.", "webhook": { "events": ["job.failed"] } }""");
        Assert.Equal(("http://127.0.0.1:9/hook", "job.failed"), (job.Webhook, job.WebhookEvents));
    }

    [Theory]
    [InlineData("""{"webhook":{"url":"http://127.0.0.1:9/hook","events":["job.done"]}}""", "b/_defaults.json: #/webhook/events/0")]
    [InlineData("{", "b/_defaults.json is not JSON")]
    [InlineData("[]", "b/_defaults.json is not a JSON object")]
    [InlineData("""{"input":"x"}""", "b/_defaults.json: #/input")]
    [InlineData("""{"dry_run":true}""", "b/_defaults.json: #/dry_run")]
    [InlineData("""{"voice":""}""", "b/_defaults.json: #/voice")]
    [InlineData("""{"voise":"am_adam"}""", "b/_defaults.json: #/voise")]
    [InlineData("""{"voice":"am_adam","voice":"bm_george"}""", "b/_defaults.json has a name twice in one object")]
    [InlineData("""{"metadata":{"a":1}}""", "b/_defaults.json: #/metadata/a")]
    public async Task Broken_ones_refuse_what_lies_under_them_and_are_named(string defaults, string reason)
    {
        await _fixture.DropAsync("b/_defaults.json", defaults);
        foreach (var path in (string[])["b/a.md", "b/c/d.json"])
        {
            await _fixture.DropAsync(path, path.EndsWith(".json", StringComparison.Ordinal) ? """{"input":"A job."}""" : "A document.");
            await _fixture.TakeAsync(path);
            var report = await DropFixture.JsonAsync(_fixture.Storage.DropsFailed, $"{path}.json");
            Assert.Contains(reason, report.GetProperty("error").GetProperty("message").GetString(), StringComparison.Ordinal);
        }

        Assert.Single(await _fixture.JobsOfAsync((await _fixture.AcceptAsync("outside.md")).Drop!));
        Assert.Equal(["b/_defaults.json"], await DropFixture.NamesAsync(_fixture.Storage.Drops));
    }
}

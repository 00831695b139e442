using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;

namespace SpeechPipeline.EndToEnd;

/// <summary>The page of one episode, for people without a key.</summary>
public sealed class EpisodePageSpecs(PipelineFixture fixture)
{
    readonly PipelineDriver _driver = fixture.Driver;

    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(null)]
    [InlineData("private")]
    [InlineData("public")]
    public async Task Search_engines_may_list_it_only_if_its_show_is_public(string? visibility)
    {
        var show = visibility is null ? null : $"page-{Guid.NewGuid():N}"[..20];
        if (show is not null)
        {
            using var made = await _driver.PutJsonAsync($"api/shows/{show}", new { title = "Shown & told", visibility });
        }

        var (headers, html) = await ReadAsync(show);
        Assert.Equal(visibility != "public", headers.TryGetValues("X-Robots-Tag", out var robots) && robots.Single() == "noindex");
        Assert.Equal(visibility != "public", html.Contains("""<meta name="robots" content="noindex">""", StringComparison.Ordinal));
        Assert.Contains(show is null ? "Speech pipeline" : "Shown &amp; told", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_says_what_it_is_to_other_programs_and_may_stand_in_their_frames()
    {
        var (headers, html) = await ReadAsync(show: null);
        Assert.Contains("""<meta property="og:title" content="A &lt;b&gt;page&lt;/b&gt;">""", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<b>", html, StringComparison.Ordinal);
        Assert.Contains("frame-ancestors *", Policy(headers), StringComparison.Ordinal);
        using var page = await _driver.GetAsync("api/dashboard");
        Assert.Contains("frame-ancestors 'none'", Policy(page.Headers), StringComparison.Ordinal);
        Assert.All([Policy(headers), Policy(page.Headers)], static policy =>
        {
            Assert.StartsWith("default-src 'none'; script-src 'self'; style-src 'self';", policy, StringComparison.Ordinal);
            Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
        });
    }

    [Fact]
    public async Task Without_its_token_it_is_not_shown()
    {
        var job = await JobAsync(show: null);
        foreach (var token in new[] { "", "?t=wrong" })
        {
            using var refused = await _driver.GetAsync($"api/episodes/{job.Text("id")}/page{token}");
            Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
        }

        var failed = await _driver.EndOfAsync(await _driver.SubmitAsync(new { input = "Not spoken.", voice = "nobody" }));
        using var unfinished = await _driver.GetAsync($"api/episodes/{failed.Text("id")}/page");
        Assert.Equal(HttpStatusCode.Unauthorized, unfinished.StatusCode);
    }

    async Task<(HttpResponseHeaders Headers, string Html)> ReadAsync(string? show)
    {
        using var client = new HttpClient();
        using var response = await client.GetAsync(new Uri((await JobAsync(show)).At("result", "page").Text("url")), Cancellation);
        Assert.Equal((HttpStatusCode.OK, "text/html"), (response.StatusCode, response.Content.Headers.ContentType?.MediaType));
        return (response.Headers, await response.Content.ReadAsStringAsync(Cancellation));
    }

    async Task<JsonElement> JobAsync(string? show) => await _driver.CompletionOfAsync(await _driver.SubmitAsync(
        new { article = new { format = "text", content = "A page is heard.", title = "A <b>page</b>" }, voice = "am_adam", show }));

    static string Policy(HttpResponseHeaders headers) => string.Join(' ', headers.GetValues("Content-Security-Policy"));
}

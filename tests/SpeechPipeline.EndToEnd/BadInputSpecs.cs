using System.Net;
using System.Text;

namespace SpeechPipeline.EndToEnd;

/// <summary>Wrong requests are refused at submission, each field named.</summary>
public sealed class BadInputSpecs(PipelineFixture fixture)
{
    readonly PipelineDriver _driver = fixture.Driver;

    [Theory]
    [InlineData("""{}""", "#/input")]
    [InlineData("""{"input":""}""", "#/input")]
    [InlineData("""{"input":"   "}""", "#/input")]
    [InlineData("""{"input":"— … —"}""", "#/input")]
    [InlineData("""{"input":5}""", "#/input")]
    [InlineData("""{"input":"a","article":{"format":"text","content":"b"}}""", "#/article")]
    [InlineData("""{"article":{"content":"b"}}""", "#/article/format")]
    [InlineData("""{"article":{"format":"pdf","content":"b"}}""", "#/article/format")]
    [InlineData("""{"article":{"format":"markdown"}}""", "#/article/content")]
    [InlineData("""{"article":{"format":"markdown","content":"```\ncode\n```"}}""", "#/article/content")]
    [InlineData("""{"article":{"format":"text","content":"b","tone":"warm"}}""", "#/article/tone")]
    [InlineData("""{"article":"text"}""", "#/article")]
    [InlineData("""{"article":{"format":"html","content":"<nav><a href='/'>Home</a></nav>"}}""", "#/article/content")]
    [InlineData("""{"article":{"format":"epub","content":"UEsDBA=="}}""", "#/article/content")]
    [InlineData("""{"source_url":"http://169.254.169.254/","input":"a"}""", "#/source_url")]
    [InlineData("""{"input":"a","tempo":2}""", "#/tempo")]
    [InlineData("""{"input":"a","a/b~c":2}""", "#/a~1b~0c")]
    [InlineData("""{"input":"a","response_format":"ogg"}""", "#/response_format")]
    [InlineData("""{"input":"a","response_encoding":"pcm_s24le"}""", "#/response_encoding")]
    [InlineData("""{"input":"a","sample_rate":23999}""", "#/sample_rate")]
    [InlineData("""{"input":"a","sample_rate":"24000"}""", "#/sample_rate")]
    [InlineData("""{"input":"a","sample_rate":24000.5}""", "#/sample_rate")]
    [InlineData("""{"input":"a","bit_rate":100}""", "#/bit_rate")]
    [InlineData("""{"input":"a","bit_rate":192000,"sample_rate":24000}""", "#/bit_rate")]
    [InlineData("""{"input":"a","loudness_lufs":-31.5}""", "#/loudness_lufs")]
    [InlineData("""{"input":"a","loudness_lufs":-7}""", "#/loudness_lufs")]
    [InlineData("""{"input":"a","loudness_lufs":"on"}""", "#/loudness_lufs")]
    [InlineData("""{"input":"a","loudness_lufs":false}""", "#/loudness_lufs")]
    [InlineData("""{"input":"a","model":""}""", "#/model")]
    [InlineData("""{"input":"a","model":"cartesia/sonic"}""", "#/voice")]
    [InlineData("""{"input":"a","voice":"af_bella(x)+af_heart(1)"}""", "#/voice")]
    [InlineData("""{"input":"a","voice":"af_bella+"}""", "#/voice")]
    [InlineData("""{"input":"a","model":"canopylabs/orpheus-3b-0.1-ft","voice":"tara+leo"}""", "#/voice")]
    [InlineData("""{"input":"a","language":"English!"}""", "#/language")]
    [InlineData("""{"input":"a","stream":true}""", "#/stream")]
    [InlineData("""{"input":"a","stream":"no"}""", "#/stream")]
    [InlineData("""{"input":"a","webhook":"ftp://example.com/"}""", "#/webhook")]
    [InlineData("""{"input":"a","webhook":"not an address"}""", "#/webhook")]
    [InlineData("""{"input":"a","webhook":"http://169.254.169.254/latest"}""", "#/webhook")]
    [InlineData("""{"input":"a","metadata":{"n":1}}""", "#/metadata/n")]
    [InlineData("""{"input":"a","extra_params":[]}""", "#/extra_params")]
    [InlineData("""{"input":"\ud800"}""", "#/input")]
    [InlineData("""["a"]""", "#")]
    [InlineData("""{"input":"a" """, "#")]
    [InlineData("""{"input":"a","input":"b"}""", "#")]
    public async Task A_wrong_field_is_named(string body, string pointer)
    {
        using var response = await _driver.PostAsync("api/jobs", "application/json", Encoding.UTF8.GetBytes(body));
        var problem = await PipelineDriver.ReadAsync(response, 400);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType!.MediaType);
        Assert.Equal([pointer], problem.At("errors").EnumerateArray().Select(error => error.Text("pointer")).Distinct());
        Assert.DoesNotContain("   at ", problem.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task All_problems_of_a_request_are_reported_together()
    {
        using var response = await _driver.PostJsonAsync("api/jobs", new { input = "", response_format = "ogg", sample_rate = 1, webhook = "x", colour = "red" });
        var problem = await PipelineDriver.ReadAsync(response, 400);
        Assert.Equal(
            ["#/colour", "#/input", "#/response_format", "#/sample_rate", "#/webhook"],
            problem.At("errors").EnumerateArray().Select(error => error.Text("pointer")).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task JSON_that_is_not_in_UTF_8_is_refused_with_the_place()
    {
        using var response = await _driver.PostAsync("api/jobs", "application/json", [(byte)'a', (byte)'b', 0xC3, 0x28]);
        var problem = await PipelineDriver.ReadAsync(response, 400);
        Assert.Equal("#", problem.At("errors")[0].Text("pointer"));
        Assert.Contains("byte 2", problem.At("errors")[0].Text("detail"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wrong_option_of_a_document_is_named_as_a_query_parameter()
    {
        using var response = await _driver.PostAsync("api/jobs?sample_rate=fast&tone=warm", "text/plain", "Hello."u8.ToArray());
        var problem = await PipelineDriver.ReadAsync(response, 400);
        Assert.Equal(["?sample_rate", "?tone"], problem.At("errors").EnumerateArray().Select(error => error.Text("pointer")).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("api/jobs", "text/plain")]
    [InlineData("api/batches", "application/x-ndjson")]
    public async Task A_body_over_the_limit_is_refused_by_name(string path, string contentType)
    {
        using var response = await _driver.PostAsync(path, contentType, new byte[(90 * 1024 * 1024) + 1]);
        Assert.Contains("90 MiB", (await PipelineDriver.ReadAsync(response, 413)).Text("detail"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_body_of_an_unknown_kind_is_refused()
    {
        using var response = await _driver.PostAsync("api/jobs", "application/pdf", [1, 2, 3]);
        Assert.Contains("application/pdf", (await PipelineDriver.ReadAsync(response, 415)).Text("detail"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("api/jobs/nobody", 404)]
    [InlineData("api/jobs/00000000000000000000000000", 404)]
    [InlineData("api/jobs?status=done", 400)]
    [InlineData("api/jobs?status=1", 400)]
    [InlineData("api/jobs?limit=0", 400)]
    [InlineData("api/jobs?cursor=x", 400)]
    [InlineData("api/episodes/00000000000000000000000000/audio", 404)]
    public async Task A_wrong_address_is_answered_in_kind(string path, int status)
    {
        using var response = await _driver.GetAsync(path);
        await PipelineDriver.ReadAsync(response, status);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType!.MediaType);
    }

    [Fact]
    public async Task An_episode_is_had_with_its_token_only()
    {
        var done = await _driver.CompletionOfAsync(await _driver.SubmitAsync(new { input = "A token stands for a key.", voice = "am_adam" }));
        var address = done.At("result", "audio").Text("url");
        using var wrong = await _driver.GetAsync(new Uri(address).AbsolutePath + "?t=0123456789abcdef0123456789abcdef");
        Assert.Equal(HttpStatusCode.Unauthorized, wrong.StatusCode);
        using var right = await PipelineDriver.HeadAsync(address);
        Assert.Equal(HttpStatusCode.OK, right.StatusCode);
    }
}

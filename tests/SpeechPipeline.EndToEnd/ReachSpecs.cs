using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using SpeechPipeline.LocalHost;

namespace SpeechPipeline.EndToEnd;

/// <summary>Other machines hear what the pipeline makes: here they call it by another address than its own.</summary>
public sealed class ReachSpecs
{
    const string Key = "one-key-for-all";

    static readonly HttpClient Phone = new(new SocketsHttpHandler { AllowAutoRedirect = false });

    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Beyond_this_machine_a_key_is_needed()
    {
        var refused = await Assert.ThrowsAsync<InvalidSettingsException>(() => StartAsync([]));
        Assert.Contains("speech keys new", refused.Message, StringComparison.Ordinal);
        Assert.Contains("Host__FunctionKeys__0", refused.Message, StringComparison.Ordinal);

        await using var pipeline = await StartAsync([("Host:FunctionKeys:0", Key)]);
        using var keyless = await Phone.GetAsync(new Uri($"http://127.0.0.2:{pipeline.Address.Port}/api/jobs"), Cancellation);
        Assert.Equal(HttpStatusCode.Unauthorized, keyless.StatusCode);
        Assert.NotEqual(IPAddress.Any.ToString(), pipeline.LinkAddress.Host);
    }

    [Fact]
    public async Task A_phone_gets_an_episode_in_parts_and_only_where_it_has_changed()
    {
        await using var pipeline = await StartAsync([("Host:FunctionKeys:0", Key)]);
        var job = await SpeakAsync(pipeline);
        var audio = job.At("result", "audio");
        var address = audio.Text("url");
        Assert.StartsWith($"http://127.0.0.2:{pipeline.Address.Port}/api/episodes/", address, StringComparison.Ordinal);

        using var answer = await Phone.GetAsync(new Uri(address), Cancellation);
        var whole = await answer.Content.ReadAsByteArrayAsync(Cancellation);
        Assert.Equal((HttpStatusCode.OK, "audio/mpeg", audio.GetProperty("bytes").GetInt64()), (answer.StatusCode, answer.Content.Headers.ContentType?.MediaType, (long)whole.Length));
        Assert.Contains("bytes", answer.Headers.AcceptRanges);
        var tag = answer.Headers.ETag!;

        await IsPartAsync(new RangeHeaderValue(1_000, 1_999), whole[1_000..2_000]);
        await IsPartAsync(new RangeHeaderValue(whole.Length - 10, null), whole[^10..]);
        // The last bytes, as players ask for an ID3v1 tag.
        await IsPartAsync(new RangeHeaderValue(null, 128), whole[^128..]);

        using var beyond = await AskAsync(request => request.Headers.Range = new RangeHeaderValue(whole.Length, null));
        Assert.Equal(HttpStatusCode.RequestedRangeNotSatisfiable, beyond.StatusCode);
        using var known = await AskAsync(request => request.Headers.IfNoneMatch.Add(tag));
        Assert.Equal(HttpStatusCode.NotModified, known.StatusCode);
        using var same = await AskAsync(request => (request.Headers.Range, request.Headers.IfRange) = (new RangeHeaderValue(0, 9), new RangeConditionHeaderValue(tag)));
        Assert.Equal((HttpStatusCode.PartialContent, 10), (same.StatusCode, same.Content.Headers.ContentLength));
        using var other = await AskAsync(request => (request.Headers.Range, request.Headers.IfRange) = (new RangeHeaderValue(0, 9), new RangeConditionHeaderValue(new EntityTagHeaderValue("\"other\""))));
        Assert.Equal((HttpStatusCode.OK, whole.Length), (other.StatusCode, other.Content.Headers.ContentLength));
        using var head = await AskAsync(request => request.Method = HttpMethod.Head);
        Assert.Equal((HttpStatusCode.OK, whole.Length, tag), (head.StatusCode, head.Content.Headers.ContentLength, head.Headers.ETag));

        async Task IsPartAsync(RangeHeaderValue range, byte[] bytes)
        {
            using var part = await AskAsync(request => request.Headers.Range = range);
            Assert.Equal(HttpStatusCode.PartialContent, part.StatusCode);
            Assert.Equal(bytes, await part.Content.ReadAsByteArrayAsync(Cancellation));
        }

        async Task<HttpResponseMessage> AskAsync(Action<HttpRequestMessage> with)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, address);
            with(request);
            return await Phone.SendAsync(request, Cancellation);
        }
    }

    [Theory]
    [InlineData(null, "http://127.0.0.2:")]
    [InlineData("127.0.0.0/8", "https://pods.example.com/api/episodes/")]
    [InlineData("10.0.0.0/8", "http://127.0.0.2:")]
    public async Task What_a_proxy_says_of_itself_is_believed_of_those_that_are_named(string? trusted, string begins)
    {
        await using var pipeline = await StartAsync([("Host:FunctionKeys:0", Key), .. trusted is null ? [] : new[] { ("Host:TrustedProxies:0", trusted) }]);
        var job = await SpeakAsync(pipeline, ("X-Forwarded-Host", "pods.example.com"), ("X-Forwarded-Proto", "https"));
        Assert.StartsWith(begins, job.At("result", "audio").Text("url"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Files_come_from_storage_itself_where_the_settings_say_so()
    {
        await using var pipeline = await StartAsync([("Host:FunctionKeys:0", Key), ("Pipeline:Files", "redirect"), ("Pipeline:PublicAddress", "https://pods.example.com")]);
        var job = await SpeakAsync(pipeline);
        var address = new Uri(job.At("result", "audio").Text("url"));
        Assert.Equal("pods.example.com", address.Host);
        using var answer = await Phone.GetAsync(new Uri(pipeline.Address, address.PathAndQuery), Cancellation);
        Assert.Equal((HttpStatusCode.Redirect, "no-store"), (answer.StatusCode, answer.Headers.CacheControl!.ToString()));
        Assert.Contains("sig=", answer.Headers.Location!.Query, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("::1/x")]
    [InlineData("proxy.example.com")]
    public async Task A_proxy_that_is_no_address_is_refused(string proxy)
    {
        var refused = await Assert.ThrowsAsync<InvalidSettingsException>(() => StartAsync([("Host:FunctionKeys:0", Key), ("Host:TrustedProxies:0", proxy)]));
        Assert.Contains($"'{proxy}'", refused.Message, StringComparison.Ordinal);
    }

    static Task<LocalPipeline> StartAsync((string Name, string? Value)[] settings) => PipelineFixture.StartAtAsync("0.0.0.0", settings);

    static async Task<JsonElement> SpeakAsync(LocalPipeline pipeline, params (string Name, string Value)[] headers)
    {
        var root = $"http://127.0.0.2:{pipeline.Address.Port}/";
        var job = await AskAsync(HttpMethod.Post, "api/jobs?voice=am_adam", new StringContent("A lamp is heard elsewhere."));
        return await Eventually.SeeAsync(
            () => AskAsync(HttpMethod.Get, $"api/jobs/{job.Text("id")}", content: null), static seen => seen.Text("status") is "completed" or "failed");

        async Task<JsonElement> AskAsync(HttpMethod method, string path, HttpContent? content)
        {
            using var request = new HttpRequestMessage(method, root + path) { Content = content };
            request.Headers.Add("x-functions-key", Key);
            foreach (var (name, value) in headers)
            {
                request.Headers.Add(name, value);
            }

            using var answer = await Phone.SendAsync(request, Cancellation);
            var text = await answer.Content.ReadAsStringAsync(Cancellation);
            Assert.True(answer.IsSuccessStatusCode, text);
            return JsonSerializer.Deserialize<JsonElement>(text);
        }
    }
}

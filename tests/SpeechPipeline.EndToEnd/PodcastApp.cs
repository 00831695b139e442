using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;

namespace SpeechPipeline.EndToEnd;

/// <summary>What a podcast app does with a show: it reads the feed and plays its enclosures.</summary>
static class PodcastApp
{
    public static HttpClient App { get; } = new();

    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static async Task<HttpResponseMessage> GetAsync(string address, Action<HttpRequestMessage>? with = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        with?.Invoke(request);
        return await App.SendAsync(request, Cancellation);
    }

    /// <summary>The feed, once it has so many episodes, as feedsmith reads it.</summary>
    public static async Task<JsonElement> FeedOfAsync(string address, int episodes)
    {
        var text = await Eventually.SeeAsync(
            async () =>
            {
                using var answer = await GetAsync(address);
                return answer.IsSuccessStatusCode ? await answer.Content.ReadAsStringAsync(Cancellation) : null;
            },
            seen => seen?.Split("<item>").Length - 1 == episodes);
        using var tool = new NodeTool("parse-feed.mjs");
        return JsonSerializer.Deserialize<JsonElement>(await tool.Ask(text!, Cancellation));
    }

    /// <summary>What a podcast app does: asks for the length, then for a part in the middle, by one address and its redirect.</summary>
    /// <returns>The bytes from 1,000 to 1,999.</returns>
    public static async Task<byte[]> SeekAsync(string address, long length, string type)
    {
        using var head = new HttpRequestMessage(HttpMethod.Head, address);
        using var known = await App.SendAsync(head, Cancellation);
        Assert.Equal((HttpStatusCode.OK, length, type), (known.StatusCode, known.Content.Headers.ContentLength, known.Content.Headers.ContentType?.MediaType));
        Assert.Contains("bytes", known.Headers.AcceptRanges);

        using var part = await GetAsync(address, request => request.Headers.Range = new RangeHeaderValue(1_000, 1_999));
        Assert.Equal((HttpStatusCode.PartialContent, 1_000), (part.StatusCode, part.Content.Headers.ContentLength));
        Assert.Equal((1_000, length), (part.Content.Headers.ContentRange!.From, part.Content.Headers.ContentRange.Length));
        return await part.Content.ReadAsByteArrayAsync(Cancellation);
    }

    /// <summary>A file that the feed names beside an episode is there, of the type that it states.</summary>
    public static async Task IsServedAsync(JsonElement file, string type, string begins)
    {
        Assert.Equal(type, file.Text("type"));
        using var answer = await GetAsync(file.Text("url"));
        Assert.Equal((HttpStatusCode.OK, type), (answer.StatusCode, answer.Content.Headers.ContentType?.MediaType));
        Assert.StartsWith(begins, await answer.Content.ReadAsStringAsync(Cancellation));
    }

    /// <summary>A player in a web page of another origin may read it, where its redirect leads, too; a browser asks first.</summary>
    public static async Task IsOpenToPagesAsync(string address)
    {
        using var question = new HttpRequestMessage(HttpMethod.Options, address);
        question.Headers.Add("Origin", "https://player.example");
        question.Headers.Add("Access-Control-Request-Method", "GET");
        question.Headers.Add("Access-Control-Request-Headers", "range");
        using var allowed = await App.SendAsync(question, Cancellation);
        Assert.Equal(HttpStatusCode.NoContent, allowed.StatusCode);
        Assert.Equal("*", Assert.Single(allowed.Headers.GetValues("Access-Control-Allow-Origin")));
        Assert.Contains("Range", Assert.Single(allowed.Headers.GetValues("Access-Control-Allow-Headers")), StringComparison.Ordinal);

        using var read = await GetAsync(address, request => request.Headers.Add("Origin", "https://player.example"));
        Assert.Equal(HttpStatusCode.OK, read.StatusCode);
        Assert.Equal("*", Assert.Single(read.Headers.GetValues("Access-Control-Allow-Origin")));
    }

    /// <summary>Seeks, and hears the whole.</summary>
    public static async Task PlaysAsync(string address, long length, string type)
    {
        var part = await SeekAsync(address, length, type);
        var whole = await App.GetByteArrayAsync(new Uri(address), Cancellation);
        Assert.Equal(whole[1_000..2_000], part);
    }
}

using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;

namespace SpeechPipeline.Worker.Specs;

/// <summary>Calls a pipeline over HTTP with a key, as somebody who knows nothing of it but its address.</summary>
sealed class Caller(Uri address, string key)
{
    static readonly HttpClient Http = new(new SocketsHttpHandler { AllowAutoRedirect = false }) { Timeout = TimeSpan.FromMinutes(2) };
    static readonly HttpClient Following = new();

    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, HttpContent? body = null, Action<HttpRequestMessage>? with = null)
    {
        using var request = new HttpRequestMessage(method, new Uri(address, path)) { Content = body };
        request.Headers.Add("x-functions-key", key);
        with?.Invoke(request);
        return await Http.SendAsync(request, Cancellation);
    }

    /// <summary>Posts JSON that must be taken with that status.</summary>
    public async Task<JsonElement> PostAsync(string path, object body, int status = 202) =>
        await ReadAsync(await SendAsync(HttpMethod.Post, path, JsonContent.Create(body)), status);

    public async Task<JsonElement> PostTextAsync(string path, string contentType, string body, int status = 202)
    {
        using var content = new StringContent(body);
        content.Headers.ContentType = MediaTypeHeaderValue.Parse(contentType);
        return await ReadAsync(await SendAsync(HttpMethod.Post, path, content), status);
    }

    public async Task<JsonElement> GetAsync(string path, int status = 200) => await ReadAsync(await SendAsync(HttpMethod.Get, path), status);

    /// <summary>The job, once it has ended.</summary>
    public Task<JsonElement> EndOfJobAsync(string id) =>
        Eventually.SeeAsync(() => GetAsync($"api/jobs/{id}"), job => job.Text("status") is "completed" or "failed" or "cancelled");

    /// <summary>The job, once it is completed; with any other end the test fails.</summary>
    public async Task<JsonElement> CompletionOfJobAsync(string id)
    {
        var job = await EndOfJobAsync(id);
        Assert.True(job.Text("status") == "completed", job.ToString());
        return job;
    }

    /// <summary>Follows an address that the pipeline gave, redirect included, without a key.</summary>
    public static Task<byte[]> DownloadAsync(string url) => Following.GetByteArrayAsync(new Uri(url), Cancellation);

    static async Task<JsonElement> ReadAsync(HttpResponseMessage response, int status)
    {
        using (response)
        {
            var text = await response.Content.ReadAsStringAsync(Cancellation);
            Assert.True((int)response.StatusCode == status, $"{(int)response.StatusCode}: {text}");
            return JsonSerializer.Deserialize<JsonElement>(text);
        }
    }
}

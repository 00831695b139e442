using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using SpeechPipeline.LocalHost;
using SpeechPipeline.Storage;

namespace SpeechPipeline.EndToEnd;

/// <summary>Drives a pipeline over HTTP, as a caller who knows nothing of it but its address.</summary>
public sealed class PipelineDriver(LocalPipeline pipeline)
{
    static readonly HttpClient Http = new(new Exchanges());
    static readonly HttpClient Following = new();

    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public LocalPipeline Pipeline => pipeline;

    /// <summary>The storage behind it, for what a caller cannot see.</summary>
    public PipelineStorage Storage() => pipeline.Services.GetRequiredService<PipelineStorage>();

    public Uri Address(string path) => new(pipeline.Address, path);

    public Task<HttpResponseMessage> PostJsonAsync(string path, object body) => Http.PostAsJsonAsync(Address(path), body, Cancellation);

    public async Task<HttpResponseMessage> PostAsync(string path, string contentType, byte[] body)
    {
        using var content = new ByteArrayContent(body);
        content.Headers.ContentType = MediaTypeHeaderValue.Parse(contentType);
        return await Http.PostAsync(Address(path), content, Cancellation);
    }

    public async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path)
    {
        using var request = new HttpRequestMessage(method, Address(path));
        return await Http.SendAsync(request, Cancellation);
    }

    public Task<HttpResponseMessage> PutJsonAsync(string path, object body) => Http.PutAsJsonAsync(Address(path), body, Cancellation);

    public Task<HttpResponseMessage> GetAsync(string path) => Http.GetAsync(Address(path), Cancellation);

    public static async Task<HttpResponseMessage> HeadAsync(string address)
    {
        using var request = new HttpRequestMessage(HttpMethod.Head, address);
        return await Http.SendAsync(request, Cancellation);
    }

    /// <summary>Submits a job that must be accepted.</summary>
    public async Task<JsonElement> SubmitAsync(object body)
    {
        using var response = await PostJsonAsync("api/jobs", body);
        return await ReadAsync(response, 202);
    }

    /// <summary>The body of an answer that must have that status.</summary>
    public static async Task<JsonElement> ReadAsync(HttpResponseMessage response, int status)
    {
        var text = await response.Content.ReadAsStringAsync(Cancellation);
        Assert.True((int)response.StatusCode == status, $"{(int)response.StatusCode}: {text}");
        return JsonSerializer.Deserialize<JsonElement>(text);
    }

    public async Task<JsonElement> GetJobAsync(string id)
    {
        using var response = await GetAsync($"api/jobs/{id}");
        return await ReadAsync(response, 200);
    }

    /// <summary>Waits for the job to end.</summary>
    public Task<JsonElement> EndOfAsync(JsonElement job) =>
        Eventually.SeeAsync(() => GetJobAsync(job.Text("id")), seen => seen.Text("status") is "completed" or "failed" or "cancelled");

    /// <summary>Waits for the job to complete, and fails the test with its error when it does not.</summary>
    public async Task<JsonElement> CompletionOfAsync(JsonElement job)
    {
        var ended = await EndOfAsync(job);
        Assert.True(ended.Text("status") == "completed", ended.ToString());
        return ended;
    }

    /// <summary>Follows an address of the job object, redirect included, and keeps the file.</summary>
    public static async Task<string> DownloadAsync(string address, string extension)
    {
        var path = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}{extension}");
        await File.WriteAllBytesAsync(path, await Following.GetByteArrayAsync(new Uri(address), Cancellation), Cancellation);
        return path;
    }

    public static async Task<JsonElement> ManifestOfAsync(JsonElement job) =>
        await Following.GetFromJsonAsync<JsonElement>(new Uri(job.At("result", "manifest").Text("url")), Cancellation);
}

using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text.Json;
using SpeechPipeline.Batches;
using SpeechPipeline.Jobs;
using SpeechPipeline.Publishing;

namespace SpeechPipeline.Cli;

/// <summary>Speaks the pipeline's HTTP API, as any remote caller would.</summary>
sealed class PipelineClient : IDisposable
{
    readonly HttpClient _http;

    /// <param name="server">The pipeline's address, with or without its <c>/api</c>.</param>
    /// <param name="key">A function key, where the server wants one.</param>
    public PipelineClient(Uri server, string? key)
    {
        var address = server.AbsoluteUri.TrimEnd('/');
        _http = new HttpClient { BaseAddress = new Uri(address.EndsWith("/api", StringComparison.Ordinal) ? address + "/" : address + "/api/") };
        if (key is not null)
        {
            _http.DefaultRequestHeaders.Add("x-functions-key", key);
        }
    }

    /// <exception cref="PipelineException">The server refused; the message says why.</exception>
    public async Task<JobObject> SubmitAsync(Stream document, string contentType, ArticleSettings settings, string responseFormat, CancellationToken cancellationToken)
    {
        var query = Query(settings.Query.Append(KeyValuePair.Create("response_format", responseFormat)));
        using var content = new StreamContent(document);
        // Text is in UTF-8; HTML and books say themselves what they are in.
        content.Headers.ContentType = new MediaTypeHeaderValue(contentType, contentType is "text/plain" or "text/markdown" ? "utf-8" : null);
        using var response = await _http.PostAsync(new Uri($"jobs?{query}", UriKind.Relative), content, cancellationToken);
        return await ReadAsync<JobObject>(response, cancellationToken);
    }

    /// <summary>Submits an address that the server is to fetch.</summary>
    /// <exception cref="PipelineException">The server refused; the message says why.</exception>
    public async Task<JobObject> SubmitAddressAsync(string address, ArticleSettings settings, string responseFormat, CancellationToken cancellationToken)
    {
        var body = new Dictionary<string, object>(settings.Fields) { ["source_url"] = address, ["article"] = settings.Reading, ["response_format"] = responseFormat };
        using var response = await _http.PostAsJsonAsync(new Uri("jobs", UriKind.Relative), body, PipelineJson.Options, cancellationToken);
        return await ReadAsync<JobObject>(response, cancellationToken);
    }

    /// <exception cref="PipelineException">The server refused; the message says why.</exception>
    public async Task<JobObject> GetAsync(string id, CancellationToken cancellationToken)
    {
        using var response = await _http.GetAsync(new Uri($"jobs/{id}", UriKind.Relative), cancellationToken);
        return await ReadAsync<JobObject>(response, cancellationToken);
    }

    /// <summary>Submits a batch.</summary>
    /// <exception cref="PipelineException">The server refused; the message says why.</exception>
    public async Task<BatchObject> SubmitBatchAsync(Stream source, string contentType, IReadOnlyDictionary<string, string> query, CancellationToken cancellationToken)
    {
        using var content = new StreamContent(source);
        content.Headers.ContentType = new MediaTypeHeaderValue(contentType);
        using var response = await _http.PostAsync(new Uri($"batches?{Query(query)}", UriKind.Relative), content, cancellationToken);
        return await ReadAsync<BatchObject>(response, cancellationToken);
    }

    /// <exception cref="PipelineException">The server refused; the message says why.</exception>
    public async Task<BatchObject> GetBatchAsync(string id, CancellationToken cancellationToken)
    {
        using var response = await _http.GetAsync(new Uri($"batches/{Uri.EscapeDataString(id)}", UriKind.Relative), cancellationToken);
        return await ReadAsync<BatchObject>(response, cancellationToken);
    }

    public async Task CancelAsync(string id, CancellationToken cancellationToken)
    {
        using var response = await _http.PostAsync(new Uri($"jobs/{id}/cancel", UriKind.Relative), content: null, cancellationToken);
    }

    /// <summary>Downloads to a file that appears whole or not at all.</summary>
    /// <exception cref="PipelineException">What came is not what the job states.</exception>
    public async Task DownloadAudioAsync(EpisodeAudioLink audio, string path, CancellationToken cancellationToken)
    {
        await DownloadAsync(audio.Url, path, async part =>
        {
            await using var file = File.OpenRead(part);
            var sha256 = Convert.ToHexStringLower(await SHA256.HashDataAsync(file, cancellationToken));
            return sha256 == audio.Sha256 ? null : $"the download has {file.Length} bytes and another hash than the {audio.Bytes} that were published.";
        }, cancellationToken);
    }

    public Task DownloadAsync(string url, string path, CancellationToken cancellationToken) =>
        DownloadAsync(url, path, _ => Task.FromResult<string?>(null), cancellationToken);

    async Task DownloadAsync(string url, string path, Func<string, Task<string?>> problem, CancellationToken cancellationToken)
    {
        var part = path + ".part";
        try
        {
            using (var response = await _http.GetAsync(new Uri(url), HttpCompletionOption.ResponseHeadersRead, cancellationToken))
            {
                response.EnsureSuccessStatusCode();
                await using var file = File.Create(part);
                await response.Content.CopyToAsync(file, cancellationToken);
            }

            if (await problem(part) is { } reason)
            {
                throw new PipelineException(reason);
            }

            File.Move(part, path, overwrite: true);
        }
        finally
        {
            File.Delete(part);
        }
    }

    static string Query(IEnumerable<KeyValuePair<string, string>> options) =>
        string.Join('&', options.Select(option => $"{option.Key}={Uri.EscapeDataString(option.Value)}"));

    static async Task<T> ReadAsync<T>(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        if (response.IsSuccessStatusCode)
        {
            return await response.Content.ReadFromJsonAsync<T>(PipelineJson.Options, cancellationToken) ?? throw new PipelineException("the server answered with nothing.");
        }

        throw new PipelineException(await ReasonAsync(response, cancellationToken));
    }

    /// <summary>What an RFC 9457 answer says, else the status.</summary>
    static async Task<string> ReasonAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        try
        {
            var problem = await response.Content.ReadFromJsonAsync<JsonElement>(cancellationToken);
            foreach (var member in (string[])["detail", "title"])
            {
                if (problem.ValueKind == JsonValueKind.Object && problem.TryGetProperty(member, out var text) && text.ValueKind == JsonValueKind.String)
                {
                    return text.GetString()!;
                }
            }
        }
        catch (Exception e) when (e is JsonException or NotSupportedException)
        {
            // Not our server's words: the status has to do.
        }

        return $"the server answered {(int)response.StatusCode} {response.ReasonPhrase}.";
    }

    public void Dispose() => _http.Dispose();
}

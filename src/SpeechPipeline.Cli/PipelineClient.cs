using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text.Json;
using SpeechPipeline.Batches;
using SpeechPipeline.Durability;
using SpeechPipeline.Jobs;
using SpeechPipeline.Publishing;
using SpeechPipeline.Storage;

namespace SpeechPipeline.Cli;

/// <summary>A client of the pipeline's HTTP API.</summary>
sealed class PipelineClient : IDisposable
{
    // Longer than the replacement of an instance or a network failure takes; after that the server is reported as gone.
    static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);
    static readonly TimeSpan LongestPoll = TimeSpan.FromSeconds(100);
    static readonly TimeSpan LongestGoodbye = TimeSpan.FromSeconds(10);

    readonly HttpClient _http;

    // The address of a server that never answered is probably misspelt.
    bool _hasAnswered;

    /// <param name="server">The pipeline's address, with or without its <c>/api</c>.</param>
    /// <param name="key">A function key, if the server needs one.</param>
    public PipelineClient(Uri server, string? key)
    {
        var address = server.AbsoluteUri.TrimEnd('/');
        // A long upload needs no limit; other calls have their own.
        _http = new HttpClient
        {
            Timeout = Timeout.InfiniteTimeSpan,
            BaseAddress = new Uri(address.EndsWith("/api", StringComparison.Ordinal) ? address + "/" : address + "/api/"),
        };
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
        content.Headers.ContentType = MediaTypeHeaderValue.Parse(contentType);
        using var response = await _http.PostAsync(new Uri($"jobs?{query}", UriKind.Relative), content, cancellationToken);
        return await ReadAsync<JobObject>(response, cancellationToken);
    }

    /// <summary>Submits an address for the server to fetch.</summary>
    /// <exception cref="PipelineException">The server refused; the message says why.</exception>
    public async Task<JobObject> SubmitAddressAsync(string address, ArticleSettings settings, string responseFormat, CancellationToken cancellationToken)
    {
        var body = new Dictionary<string, object>(settings.Fields) { ["source_url"] = address, ["article"] = settings.Reading, ["response_format"] = responseFormat };
        using var response = await _http.PostAsJsonAsync(new Uri("jobs", UriKind.Relative), body, PipelineJson.Options, cancellationToken);
        return await ReadAsync<JobObject>(response, cancellationToken);
    }

    /// <exception cref="PipelineException">The server refused; the message says why.</exception>
    public Task<JobObject> GetAsync(string id, CancellationToken cancellationToken) => PollAsync<JobObject>($"jobs/{id}", cancellationToken);

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
    public Task<BatchObject> GetBatchAsync(string id, CancellationToken cancellationToken) =>
        PollAsync<BatchObject>($"batches/{Uri.EscapeDataString(id)}", cancellationToken);

    /// <summary>The messages that the server could not read.</summary>
    /// <exception cref="PipelineException">The server refused; the message says why.</exception>
    public async IAsyncEnumerable<ParkedMessage> ParkedAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        for (string? cursor = ""; cursor is not null;)
        {
            var page = await PollAsync<Page<ParkedMessage>>($"parked?limit=200{(cursor.Length == 0 ? "" : $"&cursor={Uri.EscapeDataString(cursor)}")}", cancellationToken);
            foreach (var message in page.Data)
            {
                yield return message;
            }

            cursor = page.NextCursor;
        }
    }

    /// <param name="name">Queue and id, with a slash between.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="PipelineException">The server refused; the message says why.</exception>
    public async Task<byte[]> GetParkedAsync(string name, CancellationToken cancellationToken)
    {
        using var response = await _http.GetAsync(new Uri($"parked/{name}", UriKind.Relative), cancellationToken);
        return response.IsSuccessStatusCode
            ? await response.Content.ReadAsByteArrayAsync(cancellationToken)
            : throw new PipelineException(await ReasonAsync(response, cancellationToken));
    }

    /// <inheritdoc cref="GetParkedAsync"/>
    public async Task DeleteParkedAsync(string name, CancellationToken cancellationToken)
    {
        using var response = await _http.DeleteAsync(new Uri($"parked/{name}", UriKind.Relative), cancellationToken);
        if (!response.IsSuccessStatusCode)
        {
            throw new PipelineException(await ReasonAsync(response, cancellationToken));
        }
    }

    /// <summary>Cancels a job before the command ends.</summary>
    public async Task CancelAsync(string id)
    {
        using var limit = new CancellationTokenSource(LongestGoodbye);
        using var response = await _http.PostAsync(new Uri($"jobs/{id}/cancel", UriKind.Relative), content: null, limit.Token);
    }

    /// <summary>Downloads to a file that appears completely or not at all.</summary>
    /// <exception cref="PipelineException">The download does not match the job's data.</exception>
    public async Task DownloadAudioAsync(EpisodeAudioLink audio, string path, CancellationToken cancellationToken)
    {
        await DownloadAsync(audio.Url, path, async part =>
        {
            await using var file = File.OpenRead(part);
            var sha256 = Convert.ToHexStringLower(await SHA256.HashDataAsync(file, cancellationToken));
            return sha256 == audio.Sha256 ? null : $"the download is damaged: it has {file.Length} bytes and another hash; {audio.Bytes} bytes were published. Try again.";
        }, cancellationToken);
    }

    public Task DownloadAsync(string url, string path, CancellationToken cancellationToken) =>
        DownloadAsync(url, path, _ => Task.FromResult<string?>(null), cancellationToken);

    async Task DownloadAsync(string url, string path, Func<string, Task<string?>> problem, CancellationToken cancellationToken)
    {
        var part = path + ".part";
        try
        {
            await PatientlyAsync(async () =>
            {
                using var response = await _http.GetAsync(new Uri(url), HttpCompletionOption.ResponseHeadersRead, cancellationToken);
                response.EnsureSuccessStatusCode();
                await using var file = File.Create(part);
                await response.Content.CopyToAsync(file, cancellationToken);
                return true;
            }, cancellationToken);
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

    Task<T> PollAsync<T>(string path, CancellationToken cancellationToken) => PatientlyAsync(async () =>
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(LongestPoll);
        try
        {
            using var response = await _http.GetAsync(new Uri(path, UriKind.Relative), limit.Token);
            return IsPassing(response.StatusCode)
                ? throw new HttpRequestException(await ReasonAsync(response, limit.Token), inner: null, response.StatusCode)
                : await ReadAsync<T>(response, limit.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new HttpRequestException($"the server has not answered for {LongestPoll.TotalSeconds:0} s.");
        }
    }, cancellationToken);

    /// <summary>Retries temporary failures, so that one lost answer does not end hours of work.</summary>
    async Task<T> PatientlyAsync<T>(Func<Task<T>> ask, CancellationToken cancellationToken)
    {
        var began = Stopwatch.GetTimestamp();
        for (var seconds = 1; ; seconds = Math.Min(seconds * 2, 15))
        {
            try
            {
                return await ask();
            }
            catch (HttpRequestException e) when (_hasAnswered && IsPassing(e.StatusCode) && Stopwatch.GetElapsedTime(began) < Patience)
            {
                await Task.Delay(TimeSpan.FromSeconds(seconds), cancellationToken);
            }
        }
    }

    static bool IsPassing(HttpStatusCode? status) => status is null or HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests or >= HttpStatusCode.InternalServerError;

    static string Query(IEnumerable<KeyValuePair<string, string>> options) =>
        string.Join('&', options.Select(option => $"{option.Key}={Uri.EscapeDataString(option.Value)}"));

    async Task<T> ReadAsync<T>(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        if (response.IsSuccessStatusCode)
        {
            try
            {
                var read = await response.Content.ReadFromJsonAsync<T>(PipelineJson.Options, cancellationToken) ?? throw new PipelineException("the server's answer is empty.");
                _hasAnswered = true;
                return read;
            }
            catch (JsonException e)
            {
                throw new HttpRequestException("the server's answer is cut off, or the server is not a pipeline.", e);
            }
        }

        throw new PipelineException(await ReasonAsync(response, cancellationToken));
    }

    /// <summary>The message of an RFC 9457 answer, else the status.</summary>
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
            // The answer is not from our server, so only the status is reported.
        }

        return $"the server answered {(int)response.StatusCode} {response.ReasonPhrase}.";
    }

    public void Dispose() => _http.Dispose();

    sealed record Page<T>(IReadOnlyList<T> Data, string? NextCursor);
}

using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.RegularExpressions;
using SpeechPipeline.Batches;
using SpeechPipeline.Cli.Converting;
using SpeechPipeline.Durability;
using SpeechPipeline.Health;
using SpeechPipeline.Jobs;
using SpeechPipeline.Planning;
using SpeechPipeline.Publishing;
using SpeechPipeline.Storage;

namespace SpeechPipeline.Cli;

/// <summary>A client of the pipeline's HTTP API.</summary>
sealed partial class PipelineClient : IDisposable
{
    const string KeyHeader = "x-functions-key";

    // Longer than the replacement of an instance or a network failure takes; after that the server is reported as gone.
    static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);
    static readonly TimeSpan LongestPoll = TimeSpan.FromSeconds(100);
    const int LargestPage = 200;

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
        _http = new HttpClient(new PlainErrors(server))
        {
            Timeout = Timeout.InfiniteTimeSpan,
            BaseAddress = new Uri(address.EndsWith("/api", StringComparison.Ordinal) ? address + "/" : address + "/api/"),
        };
        if (key is not null)
        {
            _http.DefaultRequestHeaders.Add(KeyHeader, key);
        }
    }

    /// <summary>Submits a document, or an address for the server to fetch.</summary>
    /// <exception cref="PipelineException">The server refused; the message says why.</exception>
    public Task<JobObject> SubmitAsync(Input input, ArticleSettings settings, string? responseFormat, CancellationToken cancellationToken) =>
        SubmitAsync<JobObject>(input, settings, responseFormat, isDryRun: false, cancellationToken);

    /// <summary>Asks for the plan of what would be spoken; nothing is.</summary>
    /// <exception cref="PipelineException">The server refused; the message says why.</exception>
    public Task<PlanObject> QuoteAsync(Input input, ArticleSettings settings, string? responseFormat, CancellationToken cancellationToken) =>
        SubmitAsync<PlanObject>(input, settings, responseFormat, isDryRun: true, cancellationToken);

    async Task<T> SubmitAsync<T>(Input input, ArticleSettings settings, string? responseFormat, bool isDryRun, CancellationToken cancellationToken)
    {
        if (input.ContentType is not { } contentType)
        {
            var body = new Dictionary<string, object?>(settings.Fields!) { ["source_url"] = input.Path, ["article"] = settings.Reading, ["response_format"] = responseFormat, ["dry_run"] = isDryRun };
            return await SendAsync<T>(HttpMethod.Post, "jobs", body.Where(field => field.Value is not null).ToDictionary(), cancellationToken);
        }

        var query = new Dictionary<string, string>(settings.Query) { ["dry_run"] = isDryRun ? "true" : "false" };
        if (responseFormat is not null)
        {
            query["response_format"] = responseFormat;
        }

        await using var document = input.OpenRead();
        using var content = new StreamContent(document);
        content.Headers.ContentType = MediaTypeHeaderValue.Parse(contentType);
        using var response = await _http.PostAsync(new Uri($"jobs?{Query(query)}", UriKind.Relative), content, cancellationToken);
        return await ReadAsync<T>(response, cancellationToken);
    }

    /// <summary>Asks for an object, patiently.</summary>
    /// <param name="path">Below <c>/api</c>, with its query.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="PipelineException">The server refused; the message says why.</exception>
    public Task<T> GetAsync<T>(string path, CancellationToken cancellationToken) => PollAsync<T>(path, cancellationToken);

    /// <summary>Asks the server to do something, once.</summary>
    /// <param name="method">The method.</param>
    /// <param name="path">Below <c>/api</c>, with its query.</param>
    /// <param name="body">Sent as JSON; null: no body.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="PipelineException">The server refused; the message says why.</exception>
    public async Task<T> SendAsync<T>(HttpMethod method, string path, object? body, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(method, new Uri(path, UriKind.Relative));
        request.Content = body is null ? null : JsonContent.Create(body, options: PipelineJson.Options);
        using var response = await _http.SendAsync(request, cancellationToken);
        return await ReadAsync<T>(response, cancellationToken);
    }

    /// <summary>The objects of a listing, page by page.</summary>
    /// <param name="path">Below <c>/api</c>, without a query.</param>
    /// <param name="query">The listing's own parameters.</param>
    /// <param name="most">The most objects.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="PipelineException">The server refused; the message says why.</exception>
    public async IAsyncEnumerable<JsonElement> ListAsync(
        string path, IReadOnlyDictionary<string, string> query, int most, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var asked = new Dictionary<string, string>(query);
        for (var left = most; left > 0;)
        {
            asked["limit"] = Math.Min(left, LargestPage).ToString(CultureInfo.InvariantCulture);
            var page = await PollAsync<Page<JsonElement>>($"{path}?{Query(asked)}", cancellationToken);
            foreach (var one in page.Data)
            {
                left--;
                yield return one;
            }

            if (page.NextCursor is not { } next)
            {
                yield break;
            }

            asked["cursor"] = next;
        }
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
    public IAsyncEnumerable<ParkedMessage> ParkedAsync(CancellationToken cancellationToken) =>
        ListAsync("parked", new Dictionary<string, string>(), int.MaxValue, cancellationToken).Select(static message => message.Deserialize<ParkedMessage>(PipelineJson.Options)!);

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

    /// <summary>Asks for an object that may not be there, once.</summary>
    /// <returns>Null if there is none.</returns>
    /// <exception cref="PipelineException">The server refused; the message says why.</exception>
    public async Task<JsonElement?> FindAsync(string path, CancellationToken cancellationToken)
    {
        using var response = await _http.GetAsync(new Uri(path, UriKind.Relative), cancellationToken);
        return response.StatusCode == HttpStatusCode.NotFound ? null : await ReadAsync<JsonElement>(response, cancellationToken);
    }

    /// <inheritdoc cref="GetParkedAsync"/>
    public Task DeleteParkedAsync(string name, CancellationToken cancellationToken) => DeleteAsync($"parked/{name}", cancellationToken);

    /// <summary>Deletes an object.</summary>
    /// <param name="path">Below <c>/api</c>.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="PipelineException">The server refused; the message says why.</exception>
    public async Task DeleteAsync(string path, CancellationToken cancellationToken)
    {
        using var response = await _http.DeleteAsync(new Uri(path, UriKind.Relative), cancellationToken);
        if (!response.IsSuccessStatusCode)
        {
            throw new PipelineException(await ReasonAsync(response, cancellationToken));
        }
    }

    /// <summary>The server's health, healthy or not.</summary>
    /// <exception cref="PipelineException">The answer is not that of a pipeline.</exception>
    public async Task<HealthReport> HealthAsync(CancellationToken cancellationToken)
    {
        using var response = await _http.GetAsync(new Uri("health", UriKind.Relative), cancellationToken);
        try
        {
            return await response.Content.ReadFromJsonAsync<HealthReport>(PipelineJson.Options, cancellationToken) is { Storage: not null } report
                ? report
                : throw new PipelineException("the server is not a pipeline.");
        }
        catch (Exception e) when (e is JsonException or NotSupportedException)
        {
            throw new PipelineException("the server is not a pipeline.");
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

    /// <summary>The message of an RFC 9457 answer in the words of the command line, else the status.</summary>
    async Task<string> ReasonAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        if (response.StatusCode == HttpStatusCode.Unauthorized)
        {
            return _http.DefaultRequestHeaders.Contains(KeyHeader)
                ? "the server refuses this key; give one of its function keys with --key or SPEECH_KEY."
                : "the server needs a key; give one of its function keys with --key or SPEECH_KEY.";
        }

        try
        {
            var problem = await response.Content.ReadFromJsonAsync<JsonElement>(cancellationToken);
            if (problem.ValueKind == JsonValueKind.Object && problem.TryGetProperty("errors", out var errors) && errors.ValueKind == JsonValueKind.Array)
            {
                return string.Join(' ', errors.EnumerateArray().Select(static error => $"{OptionOf(error.GetProperty("pointer").GetString()!)}{error.GetProperty("detail").GetString()}"));
            }

            foreach (var member in (string[])["detail", "title"])
            {
                if (problem.ValueKind == JsonValueKind.Object && problem.TryGetProperty(member, out var text) && text.ValueKind == JsonValueKind.String)
                {
                    return Routes.Replace(text.GetString()!, "speech $2 $1");
                }
            }
        }
        catch (Exception e) when (e is JsonException or NotSupportedException)
        {
            // The answer is not from our server, so only the status is reported.
        }

        return $"the server answered {(int)response.StatusCode} {response.ReasonPhrase}.";
    }

    /// <summary>The option that a pointer to a field of the request comes from, with a space; empty for the document itself.</summary>
    static string OptionOf(string pointer) => pointer switch
    {
        "#" or "#/article/content" or "#/input" or "#/source_url" or "#/url" => "",
        ['?', .. var parameter] => $"--{parameter.Replace('_', '-')} ",
        _ => $"--{pointer[(pointer.LastIndexOf('/') + 1)..].Replace('_', '-')} ",
    };

    /// <summary>What a message tells callers of the API to do, which is a command here.</summary>
    [GeneratedRegex(@"POST /api/jobs/(\w+)/(cancel|retry)", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1_000)]
    static partial Regex Routes { get; }

    public void Dispose() => _http.Dispose();

    /// <summary>Says in words why there is no connection.</summary>
    sealed class PlainErrors(Uri server) : DelegatingHandler(new SocketsHttpHandler())
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            try
            {
                return await base.SendAsync(request, cancellationToken);
            }
            catch (HttpRequestException e) when (e.HttpRequestError == HttpRequestError.ConnectionError && server.IsLoopback)
            {
                throw new HttpRequestException(e.HttpRequestError, $"no pipeline answers at {server}; start one with 'speech serve', or name another with --server.", e);
            }
            catch (HttpRequestException e) when (e.HttpRequestError is HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError or HttpRequestError.SecureConnectionError)
            {
                throw new HttpRequestException(e.HttpRequestError, $"no pipeline answers at {server}: {e.InnerException?.Message ?? e.Message}", e);
            }
        }
    }

    sealed record Page<T>(IReadOnlyList<T> Data, string? NextCursor);
}

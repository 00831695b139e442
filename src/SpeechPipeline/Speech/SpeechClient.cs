using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Microsoft.Extensions.Options;
using SpeechPipeline.Audio;
using SpeechPipeline.Outbound;

namespace SpeechPipeline.Speech;

/// <summary>Calls the speech endpoint, with <c>stream=false</c>, and classifies its answers. One call, no retries.</summary>
public sealed class SpeechClient(HttpClient http, IOptions<SpeechOptions> options, TimeProvider time)
{
    /// <summary>The most bytes for one second of speech: 16-bit stereo at 48 kHz, or 32-bit at the 24 kHz that most models use.</summary>
    const int MaxBytesPerSecond = 192_000;

    const int MaxVoicesBytes = 8 * 1024 * 1024;

    const int MaxMessageLength = 500;

    /// <summary>A shorter time-out for the list of voices, because a caller waits for it.</summary>
    static readonly TimeSpan VoicesPatience = TimeSpan.FromSeconds(20);

    readonly SpeechOptions _options = options.Value;

    /// <exception cref="OperationCanceledException">The caller gave up; a time-out of the call is an answer instead.</exception>
    public async Task<SpeechAnswer> SynthesizeAsync(SpeechRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        using var timeout = new CancellationTokenSource(_options.CallTimeout, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timeout.Token);
        try
        {
            return await CallAsync(request, both.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested && timeout.IsCancellationRequested)
        {
            return new SpeechAnswer.Failed(SpeechFailureKind.Passing, $"The endpoint did not answer within {_options.CallTimeout.TotalSeconds:0} s.", WasTaken: true);
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            return new SpeechAnswer.Failed(SpeechFailureKind.Passing, $"The endpoint could not be reached: {e.Message}", WasTaken: !WasNeverSent(e));
        }
    }

    /// <summary>The endpoint's own list of voices.</summary>
    /// <exception cref="OperationCanceledException">The caller gave up; a time-out of the call is an answer instead.</exception>
    public async Task<VoicesAnswer> VoicesAsync(string? model, CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(VoicesPatience, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timeout.Token);
        try
        {
            return await ListAsync(model, both.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested && timeout.IsCancellationRequested)
        {
            return new VoicesAnswer.Failed(SpeechFailureKind.Passing, $"The endpoint did not answer within {VoicesPatience.TotalSeconds:0} s.", IsAnswer: false);
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            return new VoicesAnswer.Failed(SpeechFailureKind.Passing, $"The endpoint could not be reached: {e.Message}", IsAnswer: false);
        }
    }

    async Task<VoicesAnswer> ListAsync(string? model, CancellationToken cancellationToken)
    {
        var query = model is null ? "" : $"?model={Uri.EscapeDataString(model)}";
        using var message = new HttpRequestMessage(HttpMethod.Get, Address($"voices{query}"));
        Authorize(message);
        using var response = await http.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        if (response.StatusCode != HttpStatusCode.OK)
        {
            var failed = await FailedAsync(response, cancellationToken);
            return new VoicesAnswer.Failed(failed.Kind, failed.Message, IsAnswer: true);
        }

        try
        {
            await response.Content.LoadIntoBufferAsync(MaxVoicesBytes, cancellationToken);
            using var json = JsonDocument.Parse(await response.Content.ReadAsByteArrayAsync(cancellationToken));
            return new VoicesAnswer.Listed(json.RootElement.Clone());
        }
        catch (JsonException)
        {
            return new VoicesAnswer.Failed(SpeechFailureKind.Passing, "The endpoint answered 200, but not with JSON.", IsAnswer: true);
        }
        catch (HttpRequestException e) when (e.HttpRequestError == HttpRequestError.ConfigurationLimitExceeded)
        {
            return new VoicesAnswer.Failed(SpeechFailureKind.Passing, $"The endpoint answered 200, but with more than {MaxVoicesBytes} bytes.", IsAnswer: true);
        }
    }

    async Task<SpeechAnswer> CallAsync(SpeechRequest request, CancellationToken cancellationToken)
    {
        using var message = new HttpRequestMessage(HttpMethod.Post, Address("audio/speech"));
        message.Content = new ByteArrayContent(SpeechRequestBody.Write(request, _options.OmitFields));
        message.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        Authorize(message);

        using var response = await http.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        return response.StatusCode == HttpStatusCode.OK
            ? await SpokenAsync(request.Input, response, cancellationToken)
            : await FailedAsync(response, cancellationToken);
    }

    /// <summary>Reads and decodes at most as much as the text could need, so that a faulty endpoint cannot exhaust the process.</summary>
    static async Task<SpeechAnswer> SpokenAsync(string text, HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var mostSeconds = SpeechPlausibility.MostSeconds(text);
        var mostBytes = (long)mostSeconds * MaxBytesPerSecond;
        try
        {
            await response.Content.LoadIntoBufferAsync(mostBytes, cancellationToken);
            return new SpeechAnswer.Spoken(WavReader.Read(await response.Content.ReadAsByteArrayAsync(cancellationToken), mostSeconds));
        }
        catch (HttpRequestException e) when (e.HttpRequestError == HttpRequestError.ConfigurationLimitExceeded)
        {
            return new SpeechAnswer.Failed(
                SpeechFailureKind.BadAudio, $"The endpoint answered 200, but with more than {mostBytes} bytes: too long for a text of {text.Length} characters.", WasTaken: true);
        }
        catch (InvalidAudioException e)
        {
            return new SpeechAnswer.Failed(SpeechFailureKind.BadAudio, $"The endpoint answered 200, but not with usable WAV: {e.Message}", WasTaken: true);
        }
    }

    async Task<SpeechAnswer.Failed> FailedAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var status = (int)response.StatusCode;
        var hint = RetryHint.Read(response.Headers, time.GetUtcNow());
        var detail = await MessageAsync(response, cancellationToken);
        return new SpeechAnswer.Failed(Kind(status), $"The endpoint answered {status}{(detail is null ? "." : $": {detail}")}", hint);
    }

    // No connection was made, so nothing of the text was sent.
    static bool WasNeverSent(Exception exception) => exception is HttpRequestException
    {
        HttpRequestError: HttpRequestError.NameResolutionError or HttpRequestError.ConnectionError or HttpRequestError.SecureConnectionError or HttpRequestError.ProxyTunnelError,
    };

    static SpeechFailureKind Kind(int status) => status switch
    {
        // 402: like a refused key, an account that must be topped up needs a person.
        401 or 402 or 403 => SpeechFailureKind.KeyRefused,
        429 => SpeechFailureKind.Throttled,
        503 => SpeechFailureKind.Full,
        408 or 409 or 425 => SpeechFailureKind.Passing,
        >= 400 and < 500 => SpeechFailureKind.Rejected,
        // Server errors, and unexpected statuses, which a proxy may return temporarily.
        _ => SpeechFailureKind.Passing,
    };

    /// <summary>The message of <c>{"error":{"message":…}}</c>, cut to a readable length; null where there is none.</summary>
    static async Task<string?> MessageAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        try
        {
            await response.Content.LoadIntoBufferAsync(64 * 1024, cancellationToken);
            using var json = JsonDocument.Parse(await response.Content.ReadAsByteArrayAsync(cancellationToken));
            var error = json.RootElement.GetProperty("error");
            var text = error.ValueKind == JsonValueKind.String ? error.GetString() : error.GetProperty("message").GetString();
            return text is { Length: > MaxMessageLength } ? text[..MaxMessageLength] + "…" : text;
        }
        catch (Exception e) when (e is JsonException or HttpRequestException or IOException or KeyNotFoundException or InvalidOperationException)
        {
            return null;
        }
    }

    Uri Address(string path) => new($"{_options.BaseAddress!.ToString().TrimEnd('/')}/{path}");

    void Authorize(HttpRequestMessage message)
    {
        if (!string.IsNullOrEmpty(_options.ApiKey))
        {
            message.Headers.Authorization = new AuthenticationHeaderValue("Bearer", _options.ApiKey);
        }
    }
}

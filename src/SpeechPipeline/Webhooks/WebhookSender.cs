using System.Net.Http.Headers;
using System.Text;
using Microsoft.Extensions.Options;
using SpeechPipeline.Audio.Tags;
using SpeechPipeline.Outbound;

namespace SpeechPipeline.Webhooks;

/// <summary>Sends one signed request to a receiver, and keeps what it answered.</summary>
public sealed class WebhookSender(IHttpClientFactory clients, IOptions<WebhookOptions> options, TimeProvider time)
{
    /// <summary>Of an answer, enough to see what is wrong.</summary>
    const int LongestAnswer = 500;
    const int MostAnswerBytes = 2_048;

    readonly HttpClient _http = clients.CreateClient(nameof(WebhookSender));

    readonly IReadOnlyList<WebhookSigningKey> _keys = options.Value.WhatHoldsUp() is null ? options.Value.ReadKeys() : [];

    /// <summary>Whether requests are signed.</summary>
    public bool Signs => _keys.Count > 0;

    /// <param name="url">The receiver's address.</param>
    /// <param name="id">The event's id.</param>
    /// <param name="json">The body.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public async Task<WebhookAnswer> PostAsync(string url, string id, string json, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        if (options.Value.WhatHoldsUp() is { } reason)
        {
            return new WebhookAnswer(now, null, null, reason);
        }

        var body = Encoding.UTF8.GetBytes(json);
        using var request = new HttpRequestMessage(HttpMethod.Post, url);
        request.Content = new ByteArrayContent(body);
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        request.Headers.Add(WebhookSignature.IdHeader, id);
        request.Headers.Add(WebhookSignature.TimestampHeader, WebhookSignature.Timestamp(now));
        if (Signs)
        {
            request.Headers.Add(WebhookSignature.SignatureHeader, WebhookSignature.Sign(_keys, id, now, body));
        }

        using var timeout = new CancellationTokenSource(options.Value.Timeout, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timeout.Token);
        var began = time.GetTimestamp();
        try
        {
            using var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, both.Token);
            var took = (int)time.GetElapsedTime(began).TotalMilliseconds;
            return new WebhookAnswer(now, took, (int)response.StatusCode, $"The receiver answered {(int)response.StatusCode}.", RetryAfter(response.Headers, now), await BeginningAsync(response.Content, both.Token));
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new WebhookAnswer(now, (int)time.GetElapsedTime(began).TotalMilliseconds, null, $"The receiver did not answer within {options.Value.Timeout.TotalSeconds:0} s.");
        }
        catch (HttpRequestException e)
        {
            return new WebhookAnswer(now, (int)time.GetElapsedTime(began).TotalMilliseconds, null, $"The receiver could not be reached: {ForbiddenAddressException.In(e)?.Message ?? e.Message}");
        }
    }

    static TimeSpan? RetryAfter(HttpResponseHeaders headers, DateTimeOffset now) =>
        headers.RetryAfter?.Delta ?? (headers.RetryAfter?.Date - now);

    /// <summary>The beginning of an answer that is text; null if it is none, or breaks off. The status counts all the same.</summary>
    static async Task<string?> BeginningAsync(HttpContent content, CancellationToken cancellationToken)
    {
        if (content.Headers.ContentType?.MediaType is { } type && !type.StartsWith("text/", StringComparison.OrdinalIgnoreCase) && !type.Contains("json", StringComparison.OrdinalIgnoreCase) && !type.Contains("xml", StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        try
        {
            await using var stream = await content.ReadAsStreamAsync(cancellationToken);
            var bytes = new byte[MostAnswerBytes];
            var read = await stream.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, cancellationToken);
            return CleanText.Line(Encoding.UTF8.GetString(bytes, 0, read), LongestAnswer);
        }
        catch (Exception e) when (e is OperationCanceledException or HttpRequestException or IOException)
        {
            return null;
        }
    }
}

/// <summary>What a receiver answered.</summary>
/// <param name="SentAt">When the request was sent.</param>
/// <param name="DurationMs">How long the answer took; null: nothing was sent.</param>
/// <param name="Status">The status; null: there was no answer.</param>
/// <param name="Outcome">The result in words.</param>
/// <param name="RetryAfter">How long the receiver wants to be left alone.</param>
/// <param name="Text">The beginning of the answer, if it was text.</param>
public sealed record WebhookAnswer(DateTimeOffset SentAt, int? DurationMs, int? Status, string Outcome, TimeSpan? RetryAfter = null, string? Text = null)
{
    /// <summary>Whether the receiver has taken it.</summary>
    public bool IsTaken => Status is >= 200 and <= 299;
}

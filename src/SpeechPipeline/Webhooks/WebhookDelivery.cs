using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using SpeechPipeline.Durability;
using SpeechPipeline.Outbound;

namespace SpeechPipeline.Webhooks;

/// <summary>Makes one attempt at a delivery and schedules the next one.</summary>
public sealed partial class WebhookDelivery(
    DeliveryStore store,
    UnfinishedIndex unfinished,
    WorkQueue<DeliveryMessage> queue,
    IHttpClientFactory clients,
    IOptions<WebhookOptions> options,
    TimeProvider time,
    ILogger<WebhookDelivery> logger)
{
    /// <summary>The longest wait for which a delayed message is sent; after a longer wait, the sweep sends it.</summary>
    static readonly TimeSpan LongestDelayedMessage = TimeSpan.FromMinutes(1);

    readonly HttpClient _http = clients.CreateClient(nameof(WebhookDelivery));

    readonly IReadOnlyList<WebhookSigningKey> _keys = options.Value.WhatHoldsUp() is null ? options.Value.ReadKeys() : [];

    public async Task DeliverAsync(DeliveryMessage message, CancellationToken cancellationToken)
    {
        if (await store.FindAsync(message.Job, message.Event, cancellationToken) is not { } row)
        {
            Log.Unknown(logger, message.Job, message.Event);
        }
        else if (row.State != DeliveryStatus.Pending)
        {
            await RestAsync(row, cancellationToken);
        }
        else if (row.Attempt == message.Attempt)
        {
            await AttemptAsync(row, cancellationToken);
        }
    }

    /// <summary>
    /// Handles an attempt whose message became poison. A receiver that refuses never causes this, only faults
    /// in the pipeline do. The attempt counts as failed, and the next one comes when it is due.
    /// </summary>
    public async Task GiveUpAttemptAsync(DeliveryMessage message, CancellationToken cancellationToken)
    {
        if (await store.FindAsync(message.Job, message.Event, cancellationToken) is { State: DeliveryStatus.Pending } row && row.Attempt == message.Attempt)
        {
            await SettleAsync(row, DeliveryStatus.Failed, "The attempt failed repeatedly because of a fault in the pipeline; see its log.", retryAfter: null, cancellationToken);
        }
    }

    async Task AttemptAsync(DeliveryRow row, CancellationToken cancellationToken)
    {
        var (status, outcome, retryAfter) = await PostAsync(row, cancellationToken);
        var state = status switch
        {
            >= 200 and <= 299 => DeliveryStatus.Delivered,
            (int)HttpStatusCode.Gone => DeliveryStatus.Gone,
            _ => DeliveryStatus.Failed,
        };
        await SettleAsync(row, state, outcome, retryAfter, cancellationToken);
    }

    /// <summary>Writes the result of the attempt; after a failure, schedules the next attempt if one is left.</summary>
    async Task SettleAsync(DeliveryRow row, DeliveryStatus state, string outcome, TimeSpan? retryAfter, CancellationToken cancellationToken)
    {
        var attempted = row.Attempt;
        var wait = state == DeliveryStatus.Failed ? WebhookSchedule.NextDelay(attempted, Random.Shared, retryAfter) : null;
        row.LastOutcome = outcome;
        row.State = wait is null ? state : DeliveryStatus.Pending;
        if (wait is { } delay)
        {
            row.Attempt++;
            row.Due = time.GetUtcNow() + delay;
            row.SentAt = delay <= LongestDelayedMessage ? row.Due : null;
        }

        if (!await store.TryWriteAsync(row, cancellationToken))
        {
            // Another copy of the message ran at the same time; the one that wrote first continues.
            return;
        }

        Log.Attempted(logger, row.PartitionKey, row.EventId, attempted, row.State, outcome);
        if (wait is null)
        {
            await RestAsync(row, cancellationToken);
            return;
        }

        await unfinished.SetAsync(store.UnfinishedOf(row), cancellationToken);
        if (row.SentAt is not null)
        {
            await queue.SendAsync(DeliveryMessage.For(row), wait, cancellationToken);
        }
    }

    async Task<(int? Status, string Outcome, TimeSpan? RetryAfter)> PostAsync(DeliveryRow row, CancellationToken cancellationToken)
    {
        if (options.Value.WhatHoldsUp() is { } reason)
        {
            return (null, reason, null);
        }

        var now = time.GetUtcNow();
        var body = Encoding.UTF8.GetBytes(row.Body);
        using var request = new HttpRequestMessage(HttpMethod.Post, row.Url);
        request.Content = new ByteArrayContent(body);
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        request.Headers.Add(WebhookSignature.IdHeader, row.EventId);
        request.Headers.Add(WebhookSignature.TimestampHeader, WebhookSignature.Timestamp(now));
        if (_keys.Count > 0)
        {
            request.Headers.Add(WebhookSignature.SignatureHeader, WebhookSignature.Sign(_keys, row.EventId, now, body));
        }

        using var timeout = new CancellationTokenSource(options.Value.Timeout, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timeout.Token);
        try
        {
            using var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, both.Token);
            return ((int)response.StatusCode, $"The receiver answered {(int)response.StatusCode}.", RetryAfter(response.Headers, now));
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return (null, $"The receiver did not answer within {options.Value.Timeout.TotalSeconds:0} s.", null);
        }
        catch (HttpRequestException e)
        {
            return (null, $"The receiver could not be reached: {ForbiddenAddressException.In(e)?.Message ?? e.Message}", null);
        }
    }

    static TimeSpan? RetryAfter(HttpResponseHeaders headers, DateTimeOffset now) =>
        headers.RetryAfter?.Delta ?? (headers.RetryAfter?.Date - now);

    Task RestAsync(DeliveryRow row, CancellationToken cancellationToken) =>
        unfinished.RemoveAsync(store.UnfinishedOf(row), cancellationToken);

    static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "Job {Job} has no delivery {Event}")]
        public static partial void Unknown(ILogger logger, string job, string @event);

        [LoggerMessage(LogLevel.Information, "Job {Job}, webhook {Event}, attempt {Attempt}: {State}. {Outcome}")]
        public static partial void Attempted(ILogger logger, string job, string @event, int attempt, DeliveryStatus state, string outcome);
    }
}

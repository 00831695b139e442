using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Azure;
using Azure.Data.Tables;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using SpeechPipeline.Jobs;
using SpeechPipeline.Outbound;
using SpeechPipeline.Storage;

namespace SpeechPipeline.Webhooks;

/// <summary>Makes one attempt at a delivery and settles what comes next.</summary>
public sealed partial class WebhookDelivery(
    PipelineStorage storage,
    LiveIndex live,
    Outbox outbox,
    IHttpClientFactory clients,
    IOptions<WebhookOptions> options,
    TimeProvider time,
    ILogger<WebhookDelivery> logger)
{
    /// <summary>Up to here a delayed message carries the wait; beyond, the sweep sends it when it is due.</summary>
    static readonly TimeSpan LongestDelayedMessage = TimeSpan.FromMinutes(1);

    readonly HttpClient _http = clients.CreateClient(nameof(WebhookDelivery));

    readonly IReadOnlyList<WebhookSigningKey> _keys = options.Value.ReadKeys();

    public async Task DeliverAsync(DeliveryMessage message, CancellationToken cancellationToken)
    {
        var found = await storage.JobTable.GetEntityIfExistsAsync<DeliveryRow>(
            message.Job, DeliveryRow.Prefix + message.Event, cancellationToken: cancellationToken);
        if (!found.HasValue)
        {
            Log.Unknown(logger, message.Job, message.Event);
            return;
        }

        var row = found.Value!;
        if (row.State != DeliveryStatus.Pending)
        {
            await RestAsync(row, cancellationToken);
        }
        else if (row.Attempt == message.Attempt)
        {
            await AttemptAsync(row, cancellationToken);
        }
    }

    async Task AttemptAsync(DeliveryRow row, CancellationToken cancellationToken)
    {
        var (status, outcome, retryAfter) = await PostAsync(row, cancellationToken);
        var attempted = row.Attempt;
        var wait = status is null or < 200 or > 299 && status != (int)HttpStatusCode.Gone
            ? WebhookSchedule.NextDelay(attempted, Random.Shared, retryAfter)
            : null;

        row.LastOutcome = outcome;
        row.State = status switch
        {
            >= 200 and <= 299 => DeliveryStatus.Delivered,
            (int)HttpStatusCode.Gone => DeliveryStatus.Gone,
            _ => wait is null ? DeliveryStatus.Failed : DeliveryStatus.Pending,
        };
        if (wait is { } delay)
        {
            row.Attempt++;
            row.Due = time.GetUtcNow() + delay;
        }

        if (!await TryWriteAsync(row, cancellationToken))
        {
            return;
        }

        Log.Attempted(logger, row.PartitionKey, row.EventId, attempted, row.State, outcome);
        if (wait is null)
        {
            await RestAsync(row, cancellationToken);
            return;
        }

        await live.SetAsync(LiveRow.ForDelivery(row.PartitionKey, row.EventId, row.Due), cancellationToken);
        if (wait <= LongestDelayedMessage)
        {
            await outbox.SendLaterAsync(OutboxRow.For(DeliveryMessage.For(row)), wait.Value, cancellationToken);
        }
    }

    async Task<(int? Status, string Outcome, TimeSpan? RetryAfter)> PostAsync(DeliveryRow row, CancellationToken cancellationToken)
    {
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
            var reason = ForbiddenAddressException.In(e)?.Message ?? e.Message;
            return (null, $"The receiver could not be reached: {reason}", null);
        }
    }

    static TimeSpan? RetryAfter(HttpResponseHeaders headers, DateTimeOffset now) =>
        headers.RetryAfter?.Delta ?? (headers.RetryAfter?.Date - now);

    async Task<bool> TryWriteAsync(DeliveryRow row, CancellationToken cancellationToken)
    {
        try
        {
            await storage.JobTable.UpdateEntityAsync(row, row.ETag, TableUpdateMode.Replace, cancellationToken);
            return true;
        }
        catch (RequestFailedException e) when (e.Status == (int)HttpStatusCode.PreconditionFailed)
        {
            // A second copy of the message ran at the same time; whoever wrote first goes on.
            return false;
        }
    }

    Task RestAsync(DeliveryRow row, CancellationToken cancellationToken) =>
        live.RemoveAsync(LiveRow.ForDelivery(row.PartitionKey, row.EventId, row.Due), cancellationToken);

    static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "Job {Job} has no delivery {Event}")]
        public static partial void Unknown(ILogger logger, string job, string @event);

        [LoggerMessage(LogLevel.Information, "Job {Job}, webhook {Event}, attempt {Attempt}: {State}. {Outcome}")]
        public static partial void Attempted(ILogger logger, string job, string @event, int attempt, DeliveryStatus state, string outcome);
    }
}

using System.Text.Json;
using Azure.Storage.Queues.Models;
using Microsoft.Extensions.Logging;
using SpeechPipeline.Batches;
using SpeechPipeline.Jobs;
using SpeechPipeline.Requests;
using SpeechPipeline.Shows;
using SpeechPipeline.Storage;
using SpeechPipeline.Webhooks;

namespace SpeechPipeline.Durability;

/// <summary>
/// Reads what the queues bring. A message of a newer version waits for a newer deployment; one that is none of ours is parked;
/// either way the queue is rid of it and its neighbours are not held up. Messages travel as plain JSON (host.json,
/// <c>messageEncoding</c> none): the host moves what it cannot decode from queue to queue without calling anyone, so nothing may
/// be undecodable to it.
/// </summary>
public sealed partial class QueueInbox(PipelineStorage storage, Parking parking, ILogger<QueueInbox> logger)
{
    const int FirstVersion = 1;

    static readonly TimeSpan UntilNewerDeployment = TimeSpan.FromMinutes(5);

    /// <summary>The message; null when it was put off or parked, and there is nothing to do.</summary>
    public async Task<JobMessage?> ReadJobAsync(QueueMessage message, CancellationToken cancellationToken) =>
        await ReadAsync<JobMessage>(QueueNames.SpeechJobs, message, JobMessage.Version, read => JobId.TryParse(read.Job, out _), cancellationToken);

    /// <summary>The message; null when it was put off or parked, and there is nothing to do.</summary>
    public async Task<DeliveryMessage?> ReadDeliveryAsync(QueueMessage message, CancellationToken cancellationToken) =>
        await ReadAsync<DeliveryMessage>(
            QueueNames.WebhookDeliveries, message, DeliveryMessage.Version,
            read => (JobId.TryParse(read.Job, out _) || BatchId.TryParse(read.Job, out _)) && WebhookEvent.IsId(read.Event), cancellationToken);

    /// <summary>The message; null when it was put off or parked, and there is nothing to do.</summary>
    public async Task<BatchMessage?> ReadBatchAsync(QueueMessage message, CancellationToken cancellationToken) =>
        await ReadAsync<BatchMessage>(QueueNames.SpeechBatches, message, BatchMessage.Version, read => BatchId.TryParse(read.Batch, out _), cancellationToken);

    /// <summary>The message; null when it was put off or parked, and there is nothing to do.</summary>
    public async Task<FeedMessage?> ReadFeedAsync(QueueMessage message, CancellationToken cancellationToken) =>
        await ReadAsync<FeedMessage>(QueueNames.ShowFeeds, message, FeedMessage.Version, read => ShowName.TryParse(read.Show, out _), cancellationToken);

    async Task<T?> ReadAsync<T>(string queue, QueueMessage message, int version, Func<T, bool> isOurs, CancellationToken cancellationToken)
        where T : class
    {
        var found = Version(message.Body);
        if (found > version)
        {
            await storage.Queue(queue).SendMessageAsync(message.Body, UntilNewerDeployment, TimeSpan.FromSeconds(-1), cancellationToken);
            Log.TooNew(logger, queue, message.MessageId);
            return null;
        }

        if (found >= FirstVersion && TryRead<T>(message.Body) is { } read && isOurs(read))
        {
            return read;
        }

        await parking.ParkAsync(queue, message.MessageId, message.Body, cancellationToken);
        return null;
    }

    /// <summary>Every version of every message has its number in <c>v</c>.</summary>
    static int? Version(BinaryData body)
    {
        try
        {
            using var json = JsonDocument.Parse(body);
            return json.RootElement.ValueKind == JsonValueKind.Object && json.RootElement.TryGetProperty("v", out var version) && version.TryGetInt32(out var number)
                ? number
                : null;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    static T? TryRead<T>(BinaryData body)
        where T : class
    {
        try
        {
            return JsonSerializer.Deserialize<T>(body, PipelineJson.Options);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "Message {MessageId} of {Queue} is of a newer version and waits for a newer deployment")]
        public static partial void TooNew(ILogger logger, string queue, string messageId);
    }
}

using System.Text.Json;
using Azure;
using Azure.Data.Tables;
using SpeechPipeline.Storage;
using SpeechPipeline.Webhooks;

namespace SpeechPipeline.Jobs;

/// <summary>
/// A message that is owed: written in one transaction with the change that owes it, deleted once the message is sent.
/// </summary>
public sealed class OutboxRow : ITableEntity
{
    public const string Prefix = "outbox-";

    public string PartitionKey { get; set; } = "";

    public string RowKey { get; set; } = "";

    public DateTimeOffset? Timestamp { get; set; }

    public ETag ETag { get; set; }

    public string Queue { get; set; } = "";

    public string Message { get; set; } = "";

    public static OutboxRow For(JobMessage message) => new()
    {
        PartitionKey = message.Job,
        RowKey = $"{Prefix}job-{message.Run:D6}",
        Queue = QueueNames.SpeechJobs,
        Message = JsonSerializer.Serialize(message, PipelineJson.Options),
    };

    public static OutboxRow For(DeliveryMessage message) => new()
    {
        PartitionKey = message.Job,
        RowKey = $"{Prefix}delivery-{message.Event}-{message.Attempt:D3}",
        Queue = QueueNames.WebhookDeliveries,
        Message = JsonSerializer.Serialize(message, PipelineJson.Options),
    };
}

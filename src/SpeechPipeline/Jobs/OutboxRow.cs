using Azure;
using Azure.Data.Tables;
using SpeechPipeline.Storage;

namespace SpeechPipeline.Jobs;

/// <summary>
/// A job's message that is owed: written in one transaction with the change that owes it, deleted once the message is sent. (A
/// webhook needs none: its own row says what is owed until it is delivered.)
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
        RowKey = $"{Prefix}{message.Run:D6}",
        Queue = QueueNames.SpeechJobs,
        Message = PipelineJson.Text(message),
    };
}

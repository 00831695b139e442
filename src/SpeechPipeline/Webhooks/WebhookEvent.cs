using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using SpeechPipeline.Jobs;

namespace SpeechPipeline.Webhooks;

/// <summary>
/// What a receiver is told: <c>{"type","timestamp","data"}</c> of Standard Webhooks, <c>data</c> being the job object.
/// </summary>
public static class WebhookEvent
{
    const string Prefix = "msg_";

    static readonly SearchValues<char> HexDigits = SearchValues.Create("0123456789abcdef");

    /// <summary>The delivery that a job owes for having ended; null when nobody asked to be called.</summary>
    public static DeliveryRow? ForEnd(JobRow job, DateTimeOffset now)
    {
        if (job.Webhook is null)
        {
            return null;
        }

        var type = job.State switch
        {
            JobStatus.Completed => "job.completed",
            JobStatus.Failed => "job.failed",
            JobStatus.Cancelled => "job.cancelled",
            _ => throw new InvalidOperationException($"A job that is {job.State} has not ended."),
        };

        return new DeliveryRow
        {
            PartitionKey = job.PartitionKey,
            RowKey = DeliveryRow.Prefix + Id(job, type, sequence: 0),
            Url = job.Webhook,
            Body = PipelineJson.Text(new Body(type, now, JobObject.From(job))),
            Generation = job.Generation,
            CreatedAt = now,
            Due = now,
            SentAt = now,
        };
    }

    /// <summary>Whether the text has the form of an event's id.</summary>
    public static bool IsId(string? text) =>
        text is { Length: 36 } && text.StartsWith(Prefix, StringComparison.Ordinal) && text.AsSpan(Prefix.Length).IndexOfAnyExcept(HexDigits) < 0;

    /// <summary>The same for every repeat of the same event, so that a receiver can drop repeats: a hash of job, generation, type and sequence.</summary>
    static string Id(JobRow job, string type, int sequence)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes($"{job.PartitionKey}\n{job.Generation}\n{type}\n{sequence}"));
        return $"{Prefix}{Convert.ToHexStringLower(hash.AsSpan(0, 16))}";
    }

    sealed record Body(string Type, DateTimeOffset Timestamp, JobObject Data);
}

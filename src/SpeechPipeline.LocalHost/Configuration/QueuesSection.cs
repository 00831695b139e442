namespace SpeechPipeline.LocalHost.Configuration;

/// <summary>host.json's <c>extensions.queues</c>, with the Functions host's defaults and bounds.</summary>
/// <param name="BatchSize">Messages asked for at once: 1 to 32, default 16.</param>
/// <param name="NewBatchThreshold">The next batch is fetched once no more than this many are running, so that at most
/// <c>BatchSize + NewBatchThreshold</c> run at a time. 0 or more; default: half the batch for each core.</param>
/// <param name="MaxDequeueCount">Tries before a message goes to the poison queue: 1 or more, default 5.</param>
/// <param name="MaxPollingInterval">The longest wait between two looks at an empty queue: 100 ms or more, default 1 minute.</param>
/// <param name="VisibilityTimeout">How long a message that failed stays out of sight: 0 to 7 days, default 0.</param>
/// <param name="Base64"><c>messageEncoding</c>: "base64" (default) or "none".</param>
public sealed record QueuesSection(
    int BatchSize,
    int NewBatchThreshold,
    int MaxDequeueCount,
    TimeSpan MaxPollingInterval,
    TimeSpan VisibilityTimeout,
    bool Base64)
{
    internal static QueuesSection Read(HostJsonMember queues)
    {
        var batchSize = queues["batchSize"].WholeNumber(1, 32, 16);
        return new(
            batchSize,
            queues["newBatchThreshold"].WholeNumber(0, int.MaxValue, batchSize / 2 * Environment.ProcessorCount),
            queues["maxDequeueCount"].WholeNumber(1, int.MaxValue, 5),
            queues["maxPollingInterval"].Span(TimeSpan.FromMilliseconds(100), TimeSpan.MaxValue, TimeSpan.FromMinutes(1)),
            queues["visibilityTimeout"].Span(TimeSpan.Zero, TimeSpan.FromDays(7), TimeSpan.Zero),
            queues["messageEncoding"].Choice("base64", "base64", "none") == "base64");
    }
}

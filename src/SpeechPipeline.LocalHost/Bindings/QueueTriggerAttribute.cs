namespace Microsoft.Azure.Functions.Worker;

/// <summary>The function runs once for each message of a storage queue, at least once.</summary>
/// <param name="queueName">The queue; <c>%Setting%</c> is replaced from configuration.</param>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class QueueTriggerAttribute(string queueName) : Attribute
{
    public string QueueName { get; } = queueName;

    /// <summary>The setting that holds the storage connection string; when null, <c>AzureWebJobsStorage</c>.</summary>
    public string? Connection { get; set; }
}

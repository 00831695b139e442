using Azure.Storage.Queues.Models;
using Microsoft.Azure.Functions.Worker;
using SpeechPipeline.Durability;
using SpeechPipeline.Jobs;
using SpeechPipeline.Storage;

namespace SpeechPipeline.Triggers;

/// <summary>Handles poison messages of jobs: a job that makes progress is sent again; one that never does fails.</summary>
public sealed class HandlePoisonedJob(WorkQueue<JobMessage> queue, PoisonedJob poisoned)
{
    [Function(nameof(HandlePoisonedJob))]
    public async Task RunAsync([QueueTrigger(QueueNames.SpeechJobsPoison)] QueueMessage message, CancellationToken cancellationToken)
    {
        if (await queue.ReadAsync(message, cancellationToken) is { } job)
        {
            await poisoned.HandleAsync(job, cancellationToken);
        }
    }
}

using Azure.Storage.Queues.Models;
using Microsoft.Azure.Functions.Worker;
using SpeechPipeline.Durability;
using SpeechPipeline.Jobs;
using SpeechPipeline.Storage;

namespace SpeechPipeline.Triggers;

/// <summary>Works on the job that a message of <c>speech-jobs</c> names, for one invocation.</summary>
public sealed class SynthesizeJob(WorkQueue<JobMessage> queue, JobRunner runner)
{
    [Function(nameof(SynthesizeJob))]
    public async Task RunAsync([QueueTrigger(QueueNames.SpeechJobs)] QueueMessage message, CancellationToken cancellationToken)
    {
        if (await queue.ReadAsync(message, cancellationToken) is { } job)
        {
            await runner.RunAsync(job, cancellationToken);
        }
    }
}

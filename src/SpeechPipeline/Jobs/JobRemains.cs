using SpeechPipeline.Planning;
using SpeechPipeline.Segments;
using SpeechPipeline.Storage;
using SpeechPipeline.Webhooks;

namespace SpeechPipeline.Jobs;

/// <summary>Everything that is stored for one job besides its row. Deleting it again changes nothing.</summary>
public sealed class JobRemains(PipelineStorage storage, JobFolder folder, SegmentStore segments, DeliveryStore deliveries)
{
    public async Task DeleteAsync(JobRow job, CancellationToken cancellationToken)
    {
        // Its plan, which is deleted with the files, names them.
        if (job.DeleteSegments == true && await folder.FindPlanAsync(job.Id, cancellationToken) is { } plan)
        {
            await segments.DeleteOwnAsync(plan.Segments.Select(segment => segment.Key), job.PartitionKey, cancellationToken);
        }

        await DeleteFilesAsync(job.Id, cancellationToken);
        await deliveries.DeleteAllAsync(job.PartitionKey, cancellationToken);
    }

    /// <summary>Deletes the episode, and the job's source, request and plan.</summary>
    public async Task DeleteFilesAsync(JobId id, CancellationToken cancellationToken)
    {
        await storage.Episodes.DeleteAllAsync($"{id}/", cancellationToken);
        await storage.Jobs.DeleteAllAsync($"{id}/", cancellationToken);
    }
}

using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using SpeechPipeline.Jobs;
using SpeechPipeline.Storage;

namespace SpeechPipeline.Triggers;

/// <summary><c>DELETE /api/jobs/{id}?segments=</c>: deletes an ended job with all that is stored for it. 202; from then on the job does not exist.</summary>
public sealed class DeleteJob(JobDeletion deletion)
{
    [Function(nameof(DeleteJob))]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "delete", Route = "jobs/{id}")] HttpRequest request, string id, CancellationToken cancellationToken)
    {
        var segments = request.Query["segments"].ToString();
        if (segments is not ("" or "true" or "false"))
        {
            return Problems.Invalid("segments", $"is '{segments}'; it must be true or false.");
        }

        var answer = JobId.TryParse(id, out var job) ? await deletion.DeleteAsync(job, segments == "true", cancellationToken) : DeletionAnswer.NotFound;
        return answer switch
        {
            DeletionAnswer.Accepted => Results.Accepted(),
            DeletionAnswer.NotEnded => Problems.Conflict($"The job has not ended. Cancel it first (POST /api/jobs/{id}/cancel), then delete it."),
            _ => Problems.NotFound($"There is no job '{id}'."),
        };
    }
}

using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using SpeechPipeline.Jobs;
using SpeechPipeline.Storage;

namespace SpeechPipeline.Triggers;

/// <summary><c>POST /api/jobs/{id}/retry</c>: begins a failed or cancelled job again; a running one stays unchanged.</summary>
public sealed class RetryJob(JobRetry retry)
{
    [Function(nameof(RetryJob))]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "jobs/{id}/retry")] HttpRequest request, string id, CancellationToken cancellationToken)
    {
        if (!JobId.TryParse(id, out var job) || await retry.RetryAsync(job, cancellationToken) is not { } row)
        {
            return Problems.NotFound($"There is no job '{id}'.");
        }

        return row.State == JobStatus.Completed
            ? Problems.Conflict("The job is completed; there is nothing to retry.")
            : Answers.Accepted(row);
    }
}

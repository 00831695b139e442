using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using SpeechPipeline.Jobs;
using SpeechPipeline.Storage;

namespace SpeechPipeline.Triggers;

/// <summary><c>POST /api/jobs/{id}/cancel</c>: cancels a job; an ended one stays unchanged.</summary>
public sealed class CancelJob(JobCancellation cancellation)
{
    [Function(nameof(CancelJob))]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "jobs/{id}/cancel")] HttpRequest request, string id, CancellationToken cancellationToken) =>
        JobId.TryParse(id, out var job) && await cancellation.CancelAsync(job, cancellationToken) is { } row
            ? Answers.Json(JobObject.From(row))
            : Problems.NotFound($"There is no job '{id}'.");
}

using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using SpeechPipeline.Jobs;
using SpeechPipeline.Storage;

namespace SpeechPipeline.Triggers;

/// <summary><c>GET /api/jobs/{id}</c>: one job, with its progress, result or error.</summary>
public sealed class GetJob(JobStore store)
{
    [Function(nameof(GetJob))]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "jobs/{id}")] HttpRequest request, string id, CancellationToken cancellationToken) =>
        JobId.TryParse(id, out var job) && await store.FindAllAsync(job, cancellationToken) is { } found
            ? Answers.Json(JobObject.From(found))
            : Problems.NotFound($"There is no job '{id}'.");
}

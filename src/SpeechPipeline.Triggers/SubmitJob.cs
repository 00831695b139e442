using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Options;
using SpeechPipeline.Durability;
using SpeechPipeline.Jobs;
using SpeechPipeline.Planning;
using SpeechPipeline.Requests;
using SpeechPipeline.Settings;
using SpeechPipeline.Storage;

namespace SpeechPipeline.Triggers;

/// <summary><c>POST /api/jobs</c>: a job as JSON, or a document with its options in the query. 202 with the job.
/// A repeat with the same <c>Idempotency-Key</c> gets the same job. With <c>dry_run</c> 200 with the plan, and no job.</summary>
public sealed class SubmitJob(RequestReader reader, JobIntake intake, DryRun dryRun, IdempotencyKeys keys, JobWait wait, IOptions<PipelineOptions> options)
{
    [Function(nameof(SubmitJob))]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "jobs")] HttpRequest request, CancellationToken cancellationToken)
    {
        var (body, refusal) = await RequestBody.ReadAsync(request, cancellationToken);
        if (refusal is not null)
        {
            return refusal;
        }

        var result = RequestBody.Document(request, body) is { } document
            ? reader.ReadDocument(document, RequestBody.Options(request))
            : RequestBody.IsJson(request) ? reader.ReadJson(body) : null;
        if (result is null)
        {
            return Problems.UnsupportedMediaType(request.ContentType);
        }

        if (result.Submission is not { } submission)
        {
            return Problems.Invalid(result.Problems);
        }

        if (submission.DryRun)
        {
            var (plan, problem, _) = await dryRun.PlanAsync(submission, withUnspoken: true, cancellationToken);
            return problem is null ? Answers.Json(plan) : Problems.Invalid([problem]);
        }

        var key = RequestKey.Read(request, out var problemOfKey);
        if (problemOfKey is not null)
        {
            return Problems.Invalid([problemOfKey]);
        }

        JobId? allotted = null;
        if (key is not null)
        {
            allotted = await keys.AllotAsync(key, RequestBody.Hash(request, SHA256.HashData(body.Span)), candidate: null, cancellationToken);
            if (allotted is null)
            {
                return Problems.Conflict($"{RequestKey.Header} was used for another request within 24 hours.");
            }
        }

        var address = PublicAddress.Of(request, "/jobs", options.Value.PublicAddress);
        var job = await intake.AcceptAsync(submission, address, allotted, Origin.Caller, cancellationToken);
        return job.IsDeleted
            ? Problems.Gone($"The job of this {RequestKey.Header} was deleted. Send the request with another key to make it again.")
            : await WaitAsync(request, job, cancellationToken);
    }

    /// <summary>With <c>Prefer: wait=N</c> (RFC 7240, section 4.3), 200 with a job that ends within so many seconds; else 202 with the job as it is.</summary>
    async Task<IResult> WaitAsync(HttpRequest request, JobRow job, CancellationToken cancellationToken)
    {
        if (Preferences.Wait(request) is not { } seconds)
        {
            return Answers.Accepted(job);
        }

        request.HttpContext.Response.Headers["Preference-Applied"] = $"wait={seconds}";
        return await wait.EndAsync(job, TimeSpan.FromSeconds(seconds), cancellationToken) is { HasEnded: true } ended ? Answers.Json(JobObject.From(ended)) : Answers.Accepted(job);
    }
}

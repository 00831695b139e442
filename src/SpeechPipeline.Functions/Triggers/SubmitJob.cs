using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Options;
using SpeechPipeline.Jobs;
using SpeechPipeline.Submission;

namespace SpeechPipeline.Functions.Triggers;

/// <summary><c>POST /api/jobs</c>: a job as JSON, or a document with its options in the query. 202 with the job.</summary>
public sealed class SubmitJob(SubmissionReader reader, JobIntake intake, IOptions<PipelineOptions> options)
{
    [Function(nameof(SubmitJob))]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "jobs")] HttpRequest request, CancellationToken cancellationToken)
    {
        if (await RequestBody.ReadAsync(request, cancellationToken) is not { } body)
        {
            return Problems.TooLarge();
        }

        var result = RequestBody.DocumentFormat(request) is { } format
            ? reader.ReadDocument(format, body, RequestBody.Options(request))
            : RequestBody.IsJson(request) ? reader.ReadJson(body) : null;
        if (result is null)
        {
            return Problems.UnsupportedMediaType(request.ContentType);
        }

        if (result.Submission is not { } submission)
        {
            return Problems.Invalid(result.Problems);
        }

        var job = await intake.AcceptAsync(submission, PublicAddress.Of(request, "/jobs", options.Value.PublicAddress), cancellationToken);
        return Answers.Accepted(job);
    }
}

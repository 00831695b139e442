using Microsoft.AspNetCore.Http;
using SpeechPipeline.Batches;
using SpeechPipeline.Jobs;
using SpeechPipeline.Storage;

namespace SpeechPipeline.Triggers;

/// <summary>Answers that several functions give, in the pipeline's own JSON.</summary>
static class Answers
{
    public static IResult Json<T>(T value, int status = StatusCodes.Status200OK) => Results.Json(value, PipelineJson.Options, statusCode: status);

    /// <summary>202 with the job and where to watch it.</summary>
    public static IResult Accepted(JobRow job) => new Located(Json(JobObject.From(job), StatusCodes.Status202Accepted), $"{job.BaseAddress}/jobs/{job.PartitionKey}");

    /// <summary>202 with the batch and where to watch it.</summary>
    public static IResult Accepted(BatchRow batch) =>
        new Located(Json(BatchObject.From(batch), StatusCodes.Status202Accepted), $"{batch.BaseAddress}/batches/{batch.PartitionKey}");

    sealed class Located(IResult inner, string location) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext)
        {
            httpContext.Response.Headers.Location = location;
            return inner.ExecuteAsync(httpContext);
        }
    }
}

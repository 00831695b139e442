using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using SpeechPipeline.Jobs;
using SpeechPipeline.Requests;
using SpeechPipeline.Storage;

namespace SpeechPipeline.Triggers;

/// <summary><c>GET /api/jobs?status=&amp;limit=&amp;cursor=</c>: jobs, newest first.</summary>
public sealed class ListJobs(JobStore store)
{
    [Function(nameof(ListJobs))]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "jobs")] HttpRequest request, CancellationToken cancellationToken)
    {
        var problems = new List<FieldProblem>();
        var query = new PageQuery(request, problems);
        var status = query.Status<JobStatus>();
        var limit = query.Limit();
        var after = query.Cursor<JobId>(JobId.TryParse);
        if (problems.Count > 0)
        {
            return Problems.Invalid(problems);
        }

        // One more than requested shows whether there is a next page.
        var jobs = await store.ListAsync(status, after, limit + 1, cancellationToken);
        var page = jobs.Take(limit).Select(job => JobObject.From(job)).ToList();
        return Answers.Json(new { Data = page, NextCursor = jobs.Count > limit ? page[^1].Id : null });
    }
}

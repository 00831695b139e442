using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using SpeechPipeline.Jobs;
using SpeechPipeline.Requests;
using SpeechPipeline.Storage;

namespace SpeechPipeline.Triggers;

/// <summary><c>GET /api/jobs?status=&amp;show=&amp;search=&amp;limit=&amp;cursor=</c>: jobs, newest first.</summary>
public sealed class ListJobs(JobStore store)
{
    [Function(nameof(ListJobs))]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "jobs")] HttpRequest request, CancellationToken cancellationToken)
    {
        var problems = new List<FieldProblem>();
        var query = new PageQuery(request, problems);
        var search = new JobSearch(query.Status<JobStatus>(), query.Show(), query.Text("search"));
        var limit = query.Limit();
        var after = query.Cursor<JobId>(JobId.TryParse);
        if (problems.Count > 0)
        {
            return Problems.Invalid(problems);
        }

        var page = await store.ListAsync(search, after, limit, cancellationToken);
        return Answers.Json(new { Data = page.Jobs.Select(job => JobObject.From(job)).ToList(), NextCursor = page.Next?.ToString() });
    }
}

using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using SpeechPipeline.Jobs;
using SpeechPipeline.Submission;

namespace SpeechPipeline.Functions.Triggers;

/// <summary><c>GET /api/jobs?status=&amp;limit=&amp;cursor=</c>: jobs, newest first.</summary>
public sealed class ListJobs(JobStore store)
{
    [Function(nameof(ListJobs))]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "jobs")] HttpRequest request, CancellationToken cancellationToken)
    {
        var problems = new List<FieldProblem>();
        var status = Status(request, problems);
        var limit = PageQuery.Limit(request, problems);
        var after = PageQuery.Cursor<JobId>(request, JobId.TryParse, problems);
        if (problems.Count > 0)
        {
            return Problems.Invalid(problems);
        }

        // One more than asked for tells whether there is a next page.
        var jobs = await store.ListAsync(status, after, limit + 1, cancellationToken);
        var page = jobs.Take(limit).Select(job => JobObject.From(job)).ToList();
        return Answers.Json(new { Data = page, NextCursor = jobs.Count > limit ? page[^1].Id : null });
    }

    static JobStatus? Status(HttpRequest request, List<FieldProblem> problems)
    {
        if (request.Query["status"].ToString() is not { Length: > 0 } text)
        {
            return null;
        }

        if (Enum.TryParse<JobStatus>(text, ignoreCase: true, out var status) && char.IsAsciiLetter(text[0]))
        {
            return status;
        }

        problems.Add(new FieldProblem("?status", $"is '{text}'; allowed are {string.Join(", ", Enum.GetNames<JobStatus>()).ToLowerInvariant()}."));
        return null;
    }
}

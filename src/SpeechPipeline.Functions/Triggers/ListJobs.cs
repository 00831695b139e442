using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using SpeechPipeline.Jobs;
using SpeechPipeline.Submission;

namespace SpeechPipeline.Functions.Triggers;

/// <summary><c>GET /api/jobs?status=&amp;limit=&amp;cursor=</c>: jobs, newest first.</summary>
public sealed class ListJobs(JobStore store)
{
    const int DefaultLimit = 50;
    const int MaxLimit = 200;

    [Function(nameof(ListJobs))]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "jobs")] HttpRequest request, CancellationToken cancellationToken)
    {
        var problems = new List<FieldProblem>();
        var status = Status(request, problems);
        var limit = Limit(request, problems);
        var after = Cursor(request, problems);
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

    static int Limit(HttpRequest request, List<FieldProblem> problems)
    {
        if (request.Query["limit"].ToString() is not { Length: > 0 } text)
        {
            return DefaultLimit;
        }

        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var limit) && limit is >= 1 and <= MaxLimit)
        {
            return limit;
        }

        problems.Add(new FieldProblem("?limit", $"is '{text}'; it must be a number from 1 to {MaxLimit}."));
        return DefaultLimit;
    }

    static JobId? Cursor(HttpRequest request, List<FieldProblem> problems)
    {
        if (request.Query["cursor"].ToString() is not { Length: > 0 } text)
        {
            return null;
        }

        if (JobId.TryParse(text, out var id))
        {
            return id;
        }

        problems.Add(new FieldProblem("?cursor", "is not a next_cursor that a listing gave."));
        return null;
    }
}

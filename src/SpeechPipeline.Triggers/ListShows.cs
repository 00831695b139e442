using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using SpeechPipeline.Requests;
using SpeechPipeline.Shows;

namespace SpeechPipeline.Triggers;

/// <summary><c>GET /api/shows?limit=&amp;cursor=</c>: shows, by name.</summary>
public sealed class ListShows(ShowStore shows)
{
    [Function(nameof(ListShows))]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "shows")] HttpRequest request, CancellationToken cancellationToken)
    {
        var problems = new List<FieldProblem>();
        var query = new PageQuery(request, problems);
        var limit = query.Limit();
        var after = query.Cursor<ShowName>(ShowName.TryParse);
        if (problems.Count > 0)
        {
            return Problems.Invalid(problems);
        }

        var rows = await shows.ListAsync(after, limit + 1, cancellationToken);
        var page = rows.Take(limit).Select(row => ShowObject.From(row)).ToList();
        return Answers.Json(new { Data = page, NextCursor = rows.Count > limit ? page[^1].Id : null });
    }
}

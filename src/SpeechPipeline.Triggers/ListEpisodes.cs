using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using SpeechPipeline.Requests;
using SpeechPipeline.Shows;
using SpeechPipeline.Storage;

namespace SpeechPipeline.Triggers;

/// <summary><c>GET /api/shows/{show}/episodes?limit=&amp;cursor=</c>: a show's episodes, the latest submission first.</summary>
public sealed class ListEpisodes(ShowStore shows, ShowEpisodes episodes)
{
    [Function(nameof(ListEpisodes))]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "shows/{show}/episodes")] HttpRequest request, string show, CancellationToken cancellationToken)
    {
        var problems = new List<FieldProblem>();
        var query = new PageQuery(request, problems);
        var limit = query.Limit();
        var after = query.Cursor<JobId>(JobId.TryParse);
        if (problems.Count > 0)
        {
            return Problems.Invalid(problems);
        }

        if (!ShowName.TryParse(show, out var name) || await shows.FindAsync(name, cancellationToken) is not { } row)
        {
            return Problems.NotFound($"There is no show '{show}'.");
        }

        var rows = await episodes.ListAsync(name, after, limit + 1, cancellationToken);
        var page = rows.Take(limit).Select(episode => EpisodeObject.From(row, episode)).ToList();
        return Answers.Json(new { Data = page, NextCursor = rows.Count > limit ? page[^1].Id : null });
    }
}

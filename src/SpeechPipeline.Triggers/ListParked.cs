using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using SpeechPipeline.Durability;
using SpeechPipeline.Requests;

namespace SpeechPipeline.Triggers;

/// <summary><c>GET /api/parked?limit=&amp;cursor=</c>: messages that could not be read and wait for a person, by queue and id.</summary>
public sealed class ListParked(Parking parking)
{
    [Function(nameof(ListParked))]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "parked")] HttpRequest request, CancellationToken cancellationToken)
    {
        var problems = new List<FieldProblem>();
        var query = new PageQuery(request, problems);
        var limit = query.Limit();
        var after = query.Cursor<ParkedName>(ParkedName.TryParse);
        if (problems.Count > 0)
        {
            return Problems.Invalid(problems);
        }

        // One more than requested shows whether there is a next page.
        var messages = await parking.ListAsync(after, cancellationToken).Take(limit + 1).ToListAsync(cancellationToken);
        var page = messages.Take(limit).ToList();
        return Answers.Json(new { Data = page, NextCursor = messages.Count > limit ? $"{page[^1].Queue}/{page[^1].Id}" : null });
    }
}

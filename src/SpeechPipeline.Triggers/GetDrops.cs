using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using SpeechPipeline.Drops;
using SpeechPipeline.Requests;

namespace SpeechPipeline.Triggers;

/// <summary><c>GET /api/drops?limit=</c>: the files that wait in the drop folder, and the reports of those that came to nothing.</summary>
public sealed class GetDrops(DropListing listing)
{
    [Function(nameof(GetDrops))]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "drops")] HttpRequest request, CancellationToken cancellationToken)
    {
        var problems = new List<FieldProblem>();
        var limit = new PageQuery(request, problems).Limit();
        return problems.Count > 0 ? Problems.Invalid(problems) : Answers.Json(await listing.ListAsync(limit, cancellationToken));
    }
}

using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using SpeechPipeline.Jobs;
using SpeechPipeline.Requests;
using SpeechPipeline.Storage;

namespace SpeechPipeline.Triggers;

/// <summary><c>GET /api/costs?days=&amp;cursor=</c>: characters and dollars by day, model and show.</summary>
public sealed class GetCosts(JobCosts costs)
{
    const int DefaultDays = 30;
    const int MostDays = 366;

    [Function(nameof(GetCosts))]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "costs")] HttpRequest request, CancellationToken cancellationToken)
    {
        var problems = new List<FieldProblem>();
        var query = new PageQuery(request, problems);
        var after = query.Cursor<JobId>(JobId.TryParse);
        var days = query.Number("days", DefaultDays, MostDays);
        return problems.Count > 0 ? Problems.Invalid(problems) : Answers.Json(await costs.ReadAsync(days, after, cancellationToken));
    }
}

using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using SpeechPipeline.Batches;
using SpeechPipeline.Requests;

namespace SpeechPipeline.Triggers;

/// <summary><c>GET /api/batches?status=&amp;limit=&amp;cursor=</c>: batches, newest first.</summary>
public sealed class ListBatches(BatchStore store)
{
    [Function(nameof(ListBatches))]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "batches")] HttpRequest request, CancellationToken cancellationToken)
    {
        var problems = new List<FieldProblem>();
        var query = new PageQuery(request, problems);
        var status = query.Status<BatchStatus>();
        var limit = query.Limit();
        var after = query.Cursor<BatchId>(BatchId.TryParse);
        if (problems.Count > 0)
        {
            return Problems.Invalid(problems);
        }

        var rows = await store.ListAsync(status, after, limit + 1, cancellationToken);
        var page = rows.Take(limit).Select(row => BatchObject.From(row)).ToList();
        return Answers.Json(new { Data = page, NextCursor = rows.Count > limit ? page[^1].Id : null });
    }
}

using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using SpeechPipeline.Batches;
using SpeechPipeline.Requests;

namespace SpeechPipeline.Triggers;

/// <summary><c>GET /api/batches/{id}/items?status=&amp;limit=&amp;cursor=</c>: the items of a batch, in their order.</summary>
public sealed class ListBatchItems(BatchStore store)
{
    [Function(nameof(ListBatchItems))]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "batches/{id}/items")] HttpRequest request, string id, CancellationToken cancellationToken)
    {
        if (!BatchId.TryParse(id, out var batch) || await store.FindAsync(batch, cancellationToken) is not { } row)
        {
            return Problems.NotFound($"There is no batch '{id}'.");
        }

        var problems = new List<FieldProblem>();
        var page = new PageQuery(request, problems);
        var status = page.Status<BatchItemStatus>();
        var limit = page.Limit();
        var from = page.Cursor<int>(TryParse) ?? 0;
        if (problems.Count > 0)
        {
            return Problems.Invalid(problems);
        }

        // One more than requested shows whether there is a next page, and where it begins.
        var items = await store.ItemsAsync(id, from, status is { } wanted ? [wanted] : [], limit + 1, cancellationToken)
            .Take(limit + 1).ToListAsync(cancellationToken);
        return Answers.Json(new
        {
            Data = items.Take(limit).Select(item => BatchItemObject.From(row, item)),
            NextCursor = items.Count > limit ? items[limit].Number : (int?)null,
        });
    }

    static bool TryParse(string text, out int number) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);
}

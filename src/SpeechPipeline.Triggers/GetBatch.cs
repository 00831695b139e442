using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using SpeechPipeline.Batches;
using SpeechPipeline.Webhooks;

namespace SpeechPipeline.Triggers;

/// <summary><c>GET /api/batches/{id}</c>: one batch, with its counts, its cost and the first of the items that failed or were rejected.</summary>
public sealed class GetBatch(BatchStore store, DeliveryStore webhooks)
{
    const int MostProblems = 20;

    static readonly BatchItemStatus[] Unhappy = [BatchItemStatus.Failed, BatchItemStatus.Rejected];

    [Function(nameof(GetBatch))]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "batches/{id}")] HttpRequest request, string id, CancellationToken cancellationToken)
    {
        if (!BatchId.TryParse(id, out var batch) || await store.FindAsync(batch, cancellationToken) is not { } row)
        {
            return Problems.NotFound($"There is no batch '{id}'.");
        }

        var problems = row.Failed + row.Rejected == 0
            ? []
            : await store.ItemsAsync(id, 0, Unhappy, MostProblems, cancellationToken).Take(MostProblems).ToListAsync(cancellationToken);
        var deliveries = row.Webhook is null ? null : await webhooks.OfAsync(row.PartitionKey, cancellationToken);
        return Answers.Json(BatchObject.From(row, deliveries, problems.ConvertAll(item => BatchItemObject.From(row, item))));
    }
}

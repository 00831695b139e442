using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using SpeechPipeline.Batches;
using SpeechPipeline.Webhooks;

namespace SpeechPipeline.Triggers;

/// <summary><c>POST /api/batches/{id}/webhook/redeliver?event=</c>: sends a webhook of a batch again, with the same id and body; without an event, the last one.</summary>
public sealed class RedeliverBatchWebhook(BatchStore store, DeliveryStore webhooks, Deliveries deliveries)
{
    [Function(nameof(RedeliverBatchWebhook))]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "batches/{id}/webhook/redeliver")] HttpRequest request, string id, CancellationToken cancellationToken)
    {
        if (!BatchId.TryParse(id, out var batch) || await store.FindAsync(batch, cancellationToken) is not { } row)
        {
            return Problems.NotFound($"There is no batch '{id}'.");
        }

        var @event = request.Query["event"].ToString() is { Length: > 0 } asked ? asked : null;
        return await deliveries.SendAgainAsync(id, @event, cancellationToken)
            ? Answers.Json(BatchObject.From(row, await webhooks.OfAsync(id, cancellationToken)), StatusCodes.Status202Accepted)
            : Problems.NothingToRedeliver(row.Webhook, @event);
    }
}

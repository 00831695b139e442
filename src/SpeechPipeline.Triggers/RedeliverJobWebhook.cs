using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using SpeechPipeline.Jobs;
using SpeechPipeline.Storage;
using SpeechPipeline.Webhooks;

namespace SpeechPipeline.Triggers;

/// <summary><c>POST /api/jobs/{id}/webhook/redeliver?event=</c>: sends a webhook of a job again, with the same id and body; without an event, the last one.</summary>
public sealed class RedeliverJobWebhook(JobStore store, Deliveries deliveries)
{
    [Function(nameof(RedeliverJobWebhook))]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "jobs/{id}/webhook/redeliver")] HttpRequest request, string id, CancellationToken cancellationToken)
    {
        if (!JobId.TryParse(id, out var job) || await store.FindAsync(job, cancellationToken) is not { } row)
        {
            return Problems.NotFound($"There is no job '{id}'.");
        }

        var @event = request.Query["event"].ToString() is { Length: > 0 } asked ? asked : null;
        return await deliveries.SendAgainAsync(id, @event, cancellationToken) && await store.FindAllAsync(job, cancellationToken) is { } seen
            ? Answers.Json(JobObject.From(seen), StatusCodes.Status202Accepted)
            : Problems.NothingToRedeliver(row.Webhook, @event);
    }
}

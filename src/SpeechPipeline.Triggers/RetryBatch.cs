using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using SpeechPipeline.Batches;

namespace SpeechPipeline.Triggers;

/// <summary>
/// <c>POST /api/batches/{id}/retry</c>: retries the failed and cancelled items of a batch. 202, since it is done item by
/// item; 409 if there are none.
/// </summary>
public sealed class RetryBatch(BatchRequests requests)
{
    [Function(nameof(RetryBatch))]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "batches/{id}/retry")] HttpRequest request, string id, CancellationToken cancellationToken)
    {
        if (!BatchId.TryParse(id, out var batch) || await requests.RetryAsync(batch, cancellationToken) is not { } row)
        {
            return Problems.NotFound($"There is no batch '{id}'.");
        }

        return BatchRequests.WhyNoRetry(row) is { } why ? Problems.Conflict(why) : Answers.Accepted(row);
    }
}

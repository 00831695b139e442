using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using SpeechPipeline.Batches;

namespace SpeechPipeline.Triggers;

/// <summary><c>POST /api/batches/{id}/cancel</c>: gives up what of a batch has not ended; one that has ended stays as it is. 202, since it is done item by item.</summary>
public sealed class CancelBatch(BatchRequests requests)
{
    [Function(nameof(CancelBatch))]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "batches/{id}/cancel")] HttpRequest request, string id, CancellationToken cancellationToken) =>
        BatchId.TryParse(id, out var batch) && await requests.CancelAsync(batch, cancellationToken) is { } row
            ? Answers.Accepted(row)
            : Problems.NotFound($"There is no batch '{id}'.");
}

using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using SpeechPipeline.Batches;

namespace SpeechPipeline.Triggers;

/// <summary><c>POST /api/batches/{id}/cancel</c>: cancels the unfinished items of a batch; an ended batch stays unchanged. 202, since it is done item by item.</summary>
public sealed class CancelBatch(BatchRequests requests)
{
    [Function(nameof(CancelBatch))]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "batches/{id}/cancel")] HttpRequest request, string id, CancellationToken cancellationToken) =>
        BatchId.TryParse(id, out var batch) && await requests.CancelAsync(batch, cancellationToken) is { } row
            ? Answers.Accepted(row)
            : Problems.NotFound($"There is no batch '{id}'.");
}

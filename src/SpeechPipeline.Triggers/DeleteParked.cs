using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using SpeechPipeline.Durability;

namespace SpeechPipeline.Triggers;

/// <summary><c>DELETE /api/parked/{queue}/{id}</c>: deletes a parked message for good. 204.</summary>
public sealed class DeleteParked(Parking parking)
{
    [Function(nameof(DeleteParked))]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "delete", Route = "parked/{queue}/{id}")] HttpRequest request,
        string queue,
        string id,
        CancellationToken cancellationToken) =>
        ParkedName.TryParse(queue, id, out var name) && await parking.DeleteAsync(name, cancellationToken)
            ? Results.NoContent()
            : Problems.NoParkedMessage(queue, id);
}

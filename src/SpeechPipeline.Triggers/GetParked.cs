using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using SpeechPipeline.Durability;

namespace SpeechPipeline.Triggers;

/// <summary><c>GET /api/parked/{queue}/{id}</c>: a parked message, byte for byte.</summary>
public sealed class GetParked(Parking parking)
{
    [Function(nameof(GetParked))]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "parked/{queue}/{id}")] HttpRequest request,
        string queue,
        string id,
        CancellationToken cancellationToken)
    {
        if (!ParkedName.TryParse(queue, id, out var name) || await parking.FindAsync(name, cancellationToken) is not { } message)
        {
            return Problems.NoParkedMessage(queue, id);
        }

        // Anyone may have written it, so browsers must not interpret it.
        request.HttpContext.Response.Headers.XContentTypeOptions = "nosniff";
        request.HttpContext.Response.Headers.CacheControl = "no-store";
        return Results.Bytes(message.ToArray(), "application/octet-stream", fileDownloadName: $"{name.Queue}-{name.Id}");
    }
}

using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using SpeechPipeline.Requests;
using SpeechPipeline.Webhooks;

namespace SpeechPipeline.Triggers;

/// <summary><c>GET /api/webhooks/deliveries?status=&amp;limit=&amp;cursor=</c>: the webhooks of jobs and batches of the last 30 days, the newest work first.</summary>
public sealed class ListDeliveries(DeliveryListing listing)
{
    [Function(nameof(ListDeliveries))]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "webhooks/deliveries")] HttpRequest request, CancellationToken cancellationToken)
    {
        var problems = new List<FieldProblem>();
        var query = new PageQuery(request, problems);
        var status = query.Status<DeliveryStatus>();
        var limit = query.Limit();
        var after = query.Cursor<DeliveryPlace>(DeliveryPlace.TryParse);
        if (problems.Count > 0)
        {
            return Problems.Invalid(problems);
        }

        // One more than requested shows whether there is a next page.
        var rows = await listing.ListAsync(status, after, limit + 1, cancellationToken);
        var page = rows.Take(limit).ToList();
        return Answers.Json(new { Data = page.ConvertAll(DeliveryObject.From), NextCursor = rows.Count > limit ? DeliveryPlace.Of(page[^1]).ToString() : null });
    }
}

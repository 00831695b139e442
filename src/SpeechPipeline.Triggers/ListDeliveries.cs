using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using SpeechPipeline.Requests;
using SpeechPipeline.Webhooks;

namespace SpeechPipeline.Triggers;

/// <summary><c>GET /api/webhooks/deliveries?status=&amp;limit=&amp;cursor=</c>: the webhooks of jobs and batches of the last 30 days, the newest work first.</summary>
/// <remarks>It scans the rows of all that work, up to 5,000 jobs, batches, items and deliveries of either table a request, so a page may be short or empty although more follow: as long as there is a <c>next_cursor</c>, there may be.</remarks>
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

        var page = await listing.ListAsync(status, after, limit, cancellationToken);
        return Answers.Json(new { Data = page.Deliveries.Select(DeliveryObject.From).ToList(), NextCursor = page.Next?.ToString() });
    }
}

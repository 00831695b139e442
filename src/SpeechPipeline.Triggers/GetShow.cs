using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using SpeechPipeline.Requests;
using SpeechPipeline.Shows;

namespace SpeechPipeline.Triggers;

/// <summary><c>GET /api/shows/{show}</c>: a show's settings, the address of its feed, and the number of episodes.</summary>
public sealed class GetShow(ShowStore shows, ShowFeed feed)
{
    [Function(nameof(GetShow))]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "shows/{show}")] HttpRequest request, string show, CancellationToken cancellationToken) =>
        ShowName.TryParse(show, out var name) && await shows.FindAsync(name, cancellationToken) is { } row
            ? Answers.Json(ShowObject.From(row, await feed.FactsAsync(name, cancellationToken)))
            : Problems.NotFound($"There is no show '{show}'.");
}

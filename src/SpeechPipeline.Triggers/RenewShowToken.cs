using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using SpeechPipeline.Requests;
using SpeechPipeline.Shows;

namespace SpeechPipeline.Triggers;

/// <summary><c>POST /api/shows/{show}/token</c>: gives a show and its episodes new tokens; old addresses stop working.</summary>
public sealed class RenewShowToken(ShowStore shows, ShowFeed feed)
{
    [Function(nameof(RenewShowToken))]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "shows/{show}/token")] HttpRequest request, string show, CancellationToken cancellationToken)
    {
        if (!ShowName.TryParse(show, out var name) || await shows.RenewTokenAsync(name, cancellationToken) is not { } row)
        {
            return Problems.NotFound($"There is no show '{show}'.");
        }

        await feed.AskNowAsync(name, CancellationToken.None);
        return Answers.Json(ShowObject.From(row));
    }
}

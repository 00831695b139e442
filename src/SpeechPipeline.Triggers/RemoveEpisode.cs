using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using SpeechPipeline.Requests;
using SpeechPipeline.Shows;
using SpeechPipeline.Storage;

namespace SpeechPipeline.Triggers;

/// <summary><c>DELETE /api/shows/{show}/episodes/{id}</c>: removes an episode from a show for good; its job and its files stay.</summary>
public sealed class RemoveEpisode(ShowEpisodes episodes)
{
    [Function(nameof(RemoveEpisode))]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "delete", Route = "shows/{show}/episodes/{id}")] HttpRequest request,
        string show,
        string id,
        CancellationToken cancellationToken) =>
        ShowName.TryParse(show, out var name) && JobId.TryParse(id, out var job) && await episodes.RemoveAsync(name, job, cancellationToken)
            ? Results.NoContent()
            : Problems.NotFound($"There is no episode '{id}' in the show '{show}'.");
}

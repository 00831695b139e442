using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using SpeechPipeline.Jobs;
using SpeechPipeline.Publishing;
using SpeechPipeline.Storage;

namespace SpeechPipeline.Triggers;

/// <summary>
/// <c>GET</c>, <c>HEAD /api/episodes/{id}/audio.mp3|transcript|transcript.srt|transcript.json|timeline.json|chapters|manifest?t=</c>: a redirect to storage, which
/// serves the file with ranges. The token is used instead of a key, so that webhook receivers and podcast apps can follow the address.
/// </summary>
public sealed class GetEpisodeFile(JobStore store, EpisodeCaptions captions, EpisodeDownload download)
{
    [Function(nameof(GetEpisodeFile))]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", "options", Route = "episodes/{id}/{file}")] HttpRequest request,
        string id,
        string file,
        CancellationToken cancellationToken)
    {
        if (OpenToPages.Answer(request) is { } preflight)
        {
            return preflight;
        }

        if (!JobId.TryParse(id, out var job) || await store.FindAsync(job, cancellationToken) is not { } row || row.Files.Find(file) is not { } part)
        {
            return Problems.NotFound($"The episode '{id}' or its file '{file}' does not exist.");
        }

        if (!row.Files.Admits(request.Query["t"]))
        {
            return Problems.Unauthorized();
        }

        if (row.State != JobStatus.Completed)
        {
            return Problems.NotReady($"The job is {row.State.ToString().ToLowerInvariant()}.");
        }

        if (!row.Files.Has(part))
        {
            return Problems.NotFound($"The episode has no '{file}': it has only one chapter.");
        }

        await captions.EnsureAsync(row.Files, part, cancellationToken);
        // The address that it redirects to expires, so no cache may keep it.
        request.HttpContext.Response.Headers.CacheControl = "no-store";
        var address = await download.AddressAsync(row.Files, part, cancellationToken);
        return Results.Redirect(address.AbsoluteUri);
    }
}

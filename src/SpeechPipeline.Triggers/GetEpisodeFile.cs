using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Net.Http.Headers;
using SpeechPipeline.Jobs;
using SpeechPipeline.Publishing;
using SpeechPipeline.Settings;
using SpeechPipeline.Storage;

namespace SpeechPipeline.Triggers;

/// <summary>
/// <c>GET</c>, <c>HEAD /api/episodes/{id}/audio.mp3|transcript|transcript.srt|transcript.json|timeline.json|chapters|manifest?t=</c>: the file, with ranges and
/// conditional requests (RFC 9110, sections 13 and 14), or a redirect to storage, which serves it so. The token is used instead of a key, so that webhook receivers and podcast apps can follow the address.
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
        if (download.Delivery == FileDelivery.Stream)
        {
            return await StreamAsync(request, row.Files, part, file, cancellationToken);
        }

        // The address that it redirects to expires, so no cache may keep it.
        request.HttpContext.Response.Headers.CacheControl = "no-store";
        var address = await download.AddressAsync(row.Files, part, cancellationToken);
        return Results.Redirect(address.AbsoluteUri);
    }

    async Task<IResult> StreamAsync(HttpRequest request, EpisodeFiles files, EpisodeFile part, string name, CancellationToken cancellationToken)
    {
        if (await download.OpenAsync(files, part, cancellationToken) is not { } stored)
        {
            return Problems.NotFound($"The episode's file '{name}' is gone.");
        }

        request.HttpContext.Response.Headers.CacheControl = "private, max-age=3600";
        return Results.Stream(
            stored.Content, stored.MediaType, lastModified: stored.LastModified, entityTag: EntityTagHeaderValue.Parse(stored.ETag), enableRangeProcessing: true);
    }
}

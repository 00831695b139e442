using Azure;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Net.Http.Headers;
using SpeechPipeline.Requests;
using SpeechPipeline.Shows;

namespace SpeechPipeline.Triggers;

/// <summary>
/// <c>GET</c>, <c>HEAD /api/shows/{show}/feed.xml</c>: the feed that podcast apps subscribe to; for a private show with <c>?t=</c>,
/// the show's token. Conditional requests (RFC 9110, section 13) get 304 while the feed is unchanged.
/// </summary>
public sealed class GetShowFeed(ShowStore shows, ShowFeed feed)
{
    [Function(nameof(GetShowFeed))]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", "options", Route = "shows/{show}/feed.xml")] HttpRequest request,
        string show,
        CancellationToken cancellationToken)
    {
        if (OpenToPages.Answer(request) is { } preflight)
        {
            return preflight;
        }

        if (!ShowName.TryParse(show, out var name) || await shows.FindAsync(name, cancellationToken) is not { } row)
        {
            return Problems.NotFound($"There is no show '{show}'.");
        }

        if (!row.Admits(request.Query["t"]))
        {
            return Problems.Unauthorized("?t must be the show's token.");
        }

        var (headers, answer) = (request.GetTypedHeaders(), request.HttpContext.Response);
        // Apps send a single tag, which storage compares. Several are compared below.
        ETag? known = headers.IfNoneMatch is [{ Tag: { Length: > 1 } tag }] ? new ETag(tag.ToString()) : null;
        var since = headers.IfNoneMatch.Count == 0 ? headers.IfModifiedSince : null;
        if (await feed.OpenAsync(row, known, since, cancellationToken) is not { } content)
        {
            // The message that requests the feed may have been lost in a crash.
            await feed.AskAsync(name, cancellationToken);
            answer.Headers.RetryAfter = "5";
            return Problems.NotYet($"The feed of '{show}' is being made.");
        }

        answer.Headers.CacheControl = row.Settings.Visibility == ShowVisibility.Private ? "private, max-age=60" : "public, max-age=60";
        if (content.Content is null)
        {
            answer.Headers.ETag = content.ETag.ToString("H");
            return Results.StatusCode(StatusCodes.Status304NotModified);
        }

        return Results.Stream(content.Content, ShowFeed.ContentType, lastModified: content.UpdatedAt, entityTag: EntityTagHeaderValue.Parse(content.ETag.ToString("H")));
    }
}

using System.Globalization;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using SpeechPipeline.Jobs;
using SpeechPipeline.Publishing;
using SpeechPipeline.Requests;
using SpeechPipeline.Shows;
using SpeechPipeline.Storage;
using SpeechPipeline.Triggers.Dashboard;

namespace SpeechPipeline.Triggers;

/// <summary>
/// <c>GET /api/episodes/{id}/page?t=</c>: a page to hear one episode, with Open Graph tags (https://ogp.me). Any page may show it in a frame. Search engines may
/// list it only if its show is public.
/// </summary>
public sealed class GetEpisodePage(JobStore jobs, ShowStore shows, EpisodeDownload download)
{
    [Function(nameof(GetEpisodePage))]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "episodes/{id}/page")] HttpRequest request, string id, CancellationToken cancellationToken)
    {
        if (!JobId.TryParse(id, out var job) || await jobs.FindAsync(job, cancellationToken) is not { } row)
        {
            return Problems.NotFound($"The episode '{id}' does not exist.");
        }

        if (!row.Files.Admits(request.Query["t"]))
        {
            return Problems.Unauthorized();
        }

        if (row.ReadAudio() is not { } audio)
        {
            return Problems.NotReady($"The job is {row.State.ToString().ToLowerInvariant()}.");
        }

        var show = ShowName.TryParse(row.Show, out var name) ? await shows.FindAsync(name, cancellationToken) : null;
        PageSecurity.Protect(request, download, mayBeFramed: true);
        var headers = request.HttpContext.Response.Headers;
        headers.CacheControl = "private, max-age=60";
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        if (show?.Settings.Visibility != ShowVisibility.Public)
        {
            headers["X-Robots-Tag"] = "noindex";
        }

        return Results.Text(Page(row, audio.ContentType, audio.DurationSeconds, show), "text/html; charset=utf-8");
    }

    static string Page(JobRow row, string mediaType, double seconds, ShowRow? show)
    {
        var title = Html(row.Title ?? "Episode");
        var site = Html(show is null ? "Speech pipeline" : show.Settings.Title ?? show.PartitionKey);
        var audio = Html(row.Files.AddressOf(EpisodeFile.Audio));
        var page = Html(row.Files.PageAddress);
        var length = TimeSpan.FromSeconds(seconds);
        var about = string.Create(CultureInfo.InvariantCulture, $"{(length.TotalHours >= 1 ? $"{(int)length.TotalHours} h " : "")}{length.Minutes} min {length.Seconds} s");
        return $"""
            <!doctype html>
            <html lang="{Html(row.Language)}" prefix="og: https://ogp.me/ns#">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            {(show?.Settings.Visibility == ShowVisibility.Public ? "" : "<meta name=\"robots\" content=\"noindex\">")}
            <title>{title} – {site}</title>
            <meta property="og:title" content="{title}">
            <meta property="og:type" content="website">
            <meta property="og:site_name" content="{site}">
            <meta property="og:description" content="{about}">
            <meta property="og:url" content="{page}">
            <meta property="og:audio" content="{audio}">
            <meta property="og:audio:type" content="{Html(mediaType)}">
            <meta name="twitter:card" content="player">
            <meta name="twitter:title" content="{title}">
            <meta name="twitter:player" content="{page}">
            <meta name="twitter:player:width" content="480">
            <meta name="twitter:player:height" content="240">
            <link rel="icon" href="../../dashboard/icon.svg" type="image/svg+xml">
            <link rel="stylesheet" href="../../dashboard/app.css">
            <script type="module" src="../../dashboard/episode.js"></script>
            </head>
            <body class="episode">
            <main>
            <p class="kicker" dir="auto">{site}</p>
            <h1 dir="auto">{title}</h1>
            <p class="muted">{about}</p>
            <div id="player"><audio controls preload="none" src="{audio[(audio.LastIndexOf('/') + 1)..]}"></audio></div>
            </main>
            </body>
            </html>

            """;
    }

    static string Html(string text) => HtmlEncoder.Default.Encode(text);
}

using Microsoft.AspNetCore.Http;
using SpeechPipeline.Publishing;

namespace SpeechPipeline.Triggers.Dashboard;

/// <summary>What a page may load and run (Content Security Policy Level 3): its own files, the API, and the files of episodes where storage serves them.</summary>
static class PageSecurity
{
    /// <summary>Adds the header.</summary>
    /// <param name="request">The request for the page.</param>
    /// <param name="download">Knows where the files of episodes come from.</param>
    /// <param name="mayBeFramed">Whether pages of any origin may show it in a frame.</param>
    public static void Protect(HttpRequest request, EpisodeDownload download, bool mayBeFramed = false)
    {
        // The API redirects to storage, and the policy looks at the whole way.
        var files = download.Origin is { } storage ? $"'self' {storage}" : "'self'";
        request.HttpContext.Response.Headers.ContentSecurityPolicy =
            $"default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob: data:; media-src {files} blob:; connect-src {files}; manifest-src 'self'; "
            + $"form-action 'self'; base-uri 'none'; frame-src 'self'; frame-ancestors {(mayBeFramed ? "*" : "'none'")}";
    }
}

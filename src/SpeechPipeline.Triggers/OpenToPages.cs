using Microsoft.AspNetCore.Http;

namespace SpeechPipeline.Triggers;

/// <summary>
/// Lets players in web pages of any origin read what anybody with its address may read: feeds and the files of episodes (CORS, https://fetch.spec.whatwg.org/).
/// A function that uses it also takes <c>OPTIONS</c>.
/// </summary>
static class OpenToPages
{
    const string Anyone = "*";
    const string Methods = "GET, HEAD, OPTIONS";

    // Beyond what browsers let pages send and see anyway.
    const string Sent = "Range, If-None-Match, If-Modified-Since";
    const string Seen = "Accept-Ranges, Content-Length, Content-Range, ETag, Last-Modified, Retry-After";
    const int SecondsKept = 24 * 60 * 60;

    /// <summary>Adds the headers; and answers the question that browsers ask before a request.</summary>
    /// <returns>The answer to that question; null where the request is not that.</returns>
    public static IResult? Answer(HttpRequest request)
    {
        var headers = request.HttpContext.Response.Headers;
        headers.AccessControlAllowOrigin = Anyone;
        headers.AccessControlExposeHeaders = Seen;
        if (!HttpMethods.IsOptions(request.Method))
        {
            return null;
        }

        headers.AccessControlAllowMethods = Methods;
        headers.AccessControlAllowHeaders = Sent;
        headers.AccessControlMaxAge = $"{SecondsKept}";
        headers.Allow = Methods;
        return Results.NoContent();
    }
}

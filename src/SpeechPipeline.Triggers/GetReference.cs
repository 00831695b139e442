using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using SpeechPipeline.Triggers.Dashboard;

namespace SpeechPipeline.Triggers;

/// <summary><c>GET /api/reference</c>: the API's reference, which Scalar makes of <c>/api/openapi.json</c> in the browser.</summary>
public static class GetReference
{
    /// <summary>Scalar sets styles by itself; nothing else is allowed beyond what the page may.</summary>
    const string Policy =
        "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' blob: data:; font-src 'self' data:; connect-src 'self'; base-uri 'none'; frame-ancestors 'none'";

    [Function(nameof(GetReference))]
    public static IResult Run([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "reference")] HttpRequest request)
    {
        request.HttpContext.Response.Headers.ContentSecurityPolicy = Policy;
        return DashboardFiles.Answer(request, "reference.html");
    }
}

using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using SpeechPipeline.Publishing;
using SpeechPipeline.Triggers.Dashboard;

namespace SpeechPipeline.Triggers;

/// <summary><c>GET /api/dashboard</c>: the page. It needs no key; what it asks for does.</summary>
public sealed class GetDashboard(EpisodeDownload download)
{
    [Function(nameof(GetDashboard))]
    public IResult Run([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "dashboard")] HttpRequest request)
    {
        if (request.Path.Value!.EndsWith('/'))
        {
            // Its files are beside it, by relative addresses.
            return Results.Redirect($"../dashboard{request.QueryString}");
        }

        PageSecurity.Protect(request, download);
        return DashboardFiles.Answer(request, "index.html");
    }
}

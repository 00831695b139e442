using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using SpeechPipeline.Triggers.Dashboard;

namespace SpeechPipeline.Triggers;

/// <summary><c>GET /api/dashboard/{file}</c>: a file of the page.</summary>
public static class GetDashboardFile
{
    [Function(nameof(GetDashboardFile))]
    public static IResult Run([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "dashboard/{file}")] HttpRequest request, string file) =>
        DashboardFiles.Answer(request, file);
}

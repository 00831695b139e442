using System.Reflection;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Options;
using SpeechPipeline.Settings;
using SpeechPipeline.Triggers.OpenApi;

namespace SpeechPipeline.Triggers;

/// <summary><c>GET /api/openapi.json</c>: the contract of the API, for generators of clients.</summary>
public sealed class GetOpenApi(IOptions<PipelineOptions> options)
{
    static readonly string Version = typeof(GetOpenApi).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "0";

    [Function(nameof(GetOpenApi))]
    public IResult Run([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "openapi.json")] HttpRequest request) =>
        Results.Json(ApiDocument.Build(PublicAddress.Of(request, "/openapi.json", options.Value.PublicAddress), Version));
}

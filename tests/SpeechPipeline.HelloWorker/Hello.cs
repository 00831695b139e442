using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace SpeechPipeline.HelloWorker;

/// <summary><c>GET /api/hello</c></summary>
public sealed class Hello
{
    [Function(nameof(Hello))]
    public IResult Run([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "hello")] HttpRequest request) => Results.Text("Hello.");
}

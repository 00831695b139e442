using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using SpeechPipeline.Health;

namespace SpeechPipeline.Triggers;

/// <summary><c>GET /api/health</c>: 200 if everything that the pipeline depends on is healthy, else 503; the body says what is not.</summary>
public sealed class GetHealth(HealthCheck health)
{
    [Function(nameof(GetHealth))]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "health")] HttpRequest request, CancellationToken cancellationToken)
    {
        var report = await health.LookAsync(cancellationToken);
        return Answers.Json(report, report.IsHealthy ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable);
    }
}

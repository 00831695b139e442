using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using SpeechPipeline.Speech;

namespace SpeechPipeline.Triggers;

/// <summary><c>GET /api/voices?model=</c>: the voices of the speech endpoint.</summary>
public sealed class GetVoices(VoiceCatalog voices)
{
    [Function(nameof(GetVoices))]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "voices")] HttpRequest request, CancellationToken cancellationToken)
    {
        var model = request.Query["model"].ToString();
        try
        {
            return Answers.Json(await voices.FindAsync(model.Length == 0 ? null : model, cancellationToken));
        }
        catch (Exception e) when (e is HttpRequestException or JsonException)
        {
            return Problems.EndpointUnreachable();
        }
    }
}

using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Options;
using SpeechPipeline.Speech;
using SpeechPipeline.Synchronous;

namespace SpeechPipeline.Triggers;

/// <summary><c>GET /api/v1/models</c>: the models of the speech endpoint, those of the settings where it lists none.</summary>
public sealed class ListModels(VoiceCatalog voices, IOptions<SpeechOptions> speech, SynchronousKeys keys)
{
    const string TogetherClient = "Together/";

    [Function(nameof(ListModels))]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "v1/models")] HttpRequest request, CancellationToken cancellationToken)
    {
        if (keys.CallerOf(request.Headers.Authorization) is null)
        {
            return SpeechErrors.Unauthorized();
        }

        var listed = await voices.FindAsync(model: null, cancellationToken) is VoicesAnswer.Listed answer ? answer.Models() : [];
        var models = (listed.Count > 0 ? listed : [.. speech.Value.Models.Keys]).Distinct(StringComparer.Ordinal)
            .Select(static name => new { Id = name, Object = "model", Created = 0, Type = "audio", OwnedBy = name.Split('/')[0] }).ToList();
        // Together's own list is an array, OpenAI's an object with one.
        return request.Headers.UserAgent.ToString().StartsWith(TogetherClient, StringComparison.OrdinalIgnoreCase)
            ? Answers.Json(models)
            : Answers.Json(new { Object = "list", Data = models });
    }
}

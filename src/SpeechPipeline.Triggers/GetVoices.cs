using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using SpeechPipeline.Speech;

namespace SpeechPipeline.Triggers;

/// <summary><c>GET /api/voices?model=</c>: the voices of the speech endpoint. 400 if it does not have the model; 502 if it returns no list.</summary>
public sealed class GetVoices(VoiceCatalog voices)
{
    [Function(nameof(GetVoices))]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "voices")] HttpRequest request, CancellationToken cancellationToken)
    {
        var model = request.Query["model"].ToString();
        return await voices.FindAsync(model.Length == 0 ? null : model, cancellationToken) switch
        {
            VoicesAnswer.Listed listed => Answers.Json(listed.Voices),
            VoicesAnswer.UnknownModel unknown => Problems.UnknownModel(unknown),
            VoicesAnswer.Failed failed => Problems.NoVoices(failed),
            var other => throw new System.Diagnostics.UnreachableException($"{other}"),
        };
    }
}

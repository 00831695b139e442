using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using SpeechPipeline.Speech;
using SpeechPipeline.Synchronous;

namespace SpeechPipeline.Triggers;

/// <summary><c>GET /api/v1/voices?model=</c>, as Together lists them by model, and <c>GET /api/v1/audio/voices</c>, as Kokoro-FastAPI lists their names.</summary>
public sealed class ListSpeechVoices(VoiceCatalog voices, SynchronousKeys keys)
{
    [Function(nameof(ListSpeechVoices))]
    public Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "v1/voices")] HttpRequest request, CancellationToken cancellationToken) =>
        AnswerAsync(request, static listed => listed, cancellationToken);

    [Function("ListSpeechVoiceNames")]
    public Task<IResult> RunNamesAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "v1/audio/voices")] HttpRequest request, CancellationToken cancellationToken) =>
        AnswerAsync(request, static listed => new { Voices = Names(listed) }, cancellationToken);

    async Task<IResult> AnswerAsync(HttpRequest request, Func<JsonElement, object> shape, CancellationToken cancellationToken)
    {
        if (keys.CallerOf(request.Headers.Authorization) is null)
        {
            return SpeechErrors.Unauthorized();
        }

        var model = request.Query["model"].ToString();
        return await voices.FindAsync(model.Length == 0 ? null : model, cancellationToken) switch
        {
            VoicesAnswer.Listed listed => Answers.Json(shape(listed.Voices)),
            VoicesAnswer.UnknownModel unknown => SpeechErrors.Of(
                StatusCodes.Status404NotFound, "invalid_request_error",
                $"The speech endpoint does not have the model '{unknown.Model}'{(unknown.Known.Count == 0 ? "" : $"; it has {ListedNames.Of(unknown.Known)}")}.", "model", "model_not_found"),
            VoicesAnswer.Failed failed => SpeechErrors.Of(StatusCodes.Status502BadGateway, "server_error", failed.Message),
            var other => throw new System.Diagnostics.UnreachableException($"{other}"),
        };
    }

    static List<string> Names(JsonElement listed) =>
    [
        .. listed.GetProperty("data").EnumerateArray().SelectMany(static model => model.GetProperty("voices").EnumerateArray())
            .Select(static voice => voice.GetProperty("id").GetString()).OfType<string>().Distinct(StringComparer.Ordinal),
    ];
}

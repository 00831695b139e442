using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace SpeechPipeline.Triggers;

/// <summary><c>GET /api/v1/audio/speech/websocket</c>: the speech endpoint streams there; an episode is delivered as a whole.</summary>
public sealed class RefuseSpeechSocket
{
    [Function(nameof(RefuseSpeechSocket))]
    public static IResult Run([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "v1/audio/speech/websocket")] HttpRequest request) => SpeechErrors.Of(
        StatusCodes.Status400BadRequest, "invalid_request_error", "Audio is delivered as a whole, not by a websocket. Use POST /v1/audio/speech.", code: "streaming_unsupported");
}

namespace SpeechPipeline.LocalHost.Endpoint.Contract;

/// <summary>The answer of <c>GET /v1/voices</c>.</summary>
sealed record VoicesAnswer(IReadOnlyList<VoicesOfModel> Data);

using System.Text.Json.Serialization;

namespace SpeechPipeline.LocalHost.Endpoint.Contract;

/// <summary>The endpoint's answers as JSON: snake_case, nulls written.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(ErrorAnswer))]
[JsonSerializable(typeof(VoicesAnswer))]
sealed partial class ContractJson : JsonSerializerContext;

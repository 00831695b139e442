namespace SpeechPipeline.LocalHost.Endpoint.Contract;

sealed record VoicesOfModel(string Model, IReadOnlyList<ListedVoice> Voices);

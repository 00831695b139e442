namespace SpeechPipeline.LocalHost.Endpoint.Contract;

sealed record ListedVoice(string Id, string Name);

namespace SpeechPipeline.LocalHost.Endpoint.Contract;

/// <summary>A voice in the list. Id and name are the same: clients of the contract send either of them as <c>voice</c>.</summary>
sealed record ListedVoice(string Id, string Name);

namespace SpeechPipeline.LocalHost.Endpoint.Models;

/// <summary>A voice of a model.</summary>
/// <param name="Id">What a request names; compared exactly.</param>
/// <param name="SpokenBy">The Flite voice that stands in for it.</param>
public sealed record EndpointVoice(string Id, FliteVoice SpokenBy);

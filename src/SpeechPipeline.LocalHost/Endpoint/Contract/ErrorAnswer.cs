namespace SpeechPipeline.LocalHost.Endpoint.Contract;

/// <summary>The envelope of an <see cref="EndpointError"/>.</summary>
sealed record ErrorAnswer(EndpointError Error);

namespace SpeechPipeline.FaultTests.Faults;

/// <summary>Decides what becomes of one call: <paramref name="send"/> carries it out.</summary>
delegate Task<HttpResponseMessage> CallGate(Call call, Func<Task<HttpResponseMessage>> send, CancellationToken cancellationToken);

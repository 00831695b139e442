namespace SpeechPipeline.FaultTests.Faults;

/// <summary>Puts the gate of a process before every call that the process makes, and lets the witness see what was carried out.</summary>
sealed class GatedHandler(CallGate gate, Witness witness) : DelegatingHandler
{
    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var call = Call.From(request);
        return gate(call, async () =>
        {
            var body = Witness.Wants(call) && request.Content is { } content ? await content.ReadAsStringAsync(cancellationToken) : null;
            var response = await base.SendAsync(request, cancellationToken);
            await witness.SeeAsync(call, request.RequestUri!, body, response);
            return response;
        }, cancellationToken);
    }
}

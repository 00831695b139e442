namespace SpeechPipeline.Specs.Mastering;

/// <summary>Carries calls to storage, and holds those back that would publish an audio file, where that is asked for.</summary>
sealed class PublishingGate : DelegatingHandler
{
    public HeldPublishing? Held { get; set; }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (Held is { } held && request.Method == HttpMethod.Put && request.RequestUri!.AbsolutePath.Contains("/episodes/", StringComparison.Ordinal))
        {
            await held.PassAsync();
        }

        return await base.SendAsync(request, cancellationToken);
    }
}

using Microsoft.Extensions.Options;

namespace SpeechPipeline.Speech;

/// <summary>Bounds the calls that this process has under way, over all jobs.</summary>
public sealed class SpeechGate(IOptions<SpeechOptions> options) : IDisposable
{
    readonly SemaphoreSlim _places = new(options.Value.Concurrency);

    /// <summary>Waits for a place; disposing of what is returned gives it back.</summary>
    public async Task<Place> EnterAsync(CancellationToken cancellationToken)
    {
        await _places.WaitAsync(cancellationToken);
        return new Place(_places);
    }

    public void Dispose() => _places.Dispose();

    public sealed class Place(SemaphoreSlim places) : IDisposable
    {
        public void Dispose() => places.Release();
    }
}

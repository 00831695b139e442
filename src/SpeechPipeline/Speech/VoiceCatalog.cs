using System.Text.Json;

namespace SpeechPipeline.Speech;

/// <summary>The endpoint's voices, kept for an hour.</summary>
public sealed class VoiceCatalog(SpeechClient speech, TimeProvider time)
{
    static readonly TimeSpan Freshness = TimeSpan.FromHours(1);

    readonly System.Collections.Concurrent.ConcurrentDictionary<string, (JsonElement Voices, DateTimeOffset ReadAt)> _known = new(StringComparer.Ordinal);

    /// <summary>The endpoint's answer: <c>{"data":[{"model":…,"voices":[{"id":…,"name":…}]}]}</c>.</summary>
    /// <exception cref="HttpRequestException">The endpoint cannot be asked, and was not within the hour.</exception>
    public async Task<JsonElement> FindAsync(string? model, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        if (_known.TryGetValue(model ?? "", out var known) && now - known.ReadAt < Freshness)
        {
            return known.Voices;
        }

        var voices = await speech.VoicesAsync(model, cancellationToken);
        // Names that callers make up must not fill the memory.
        if (_known.Count < 100)
        {
            _known[model ?? ""] = (voices, now);
        }

        return voices;
    }
}

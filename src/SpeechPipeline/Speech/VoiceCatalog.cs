using System.Collections.Concurrent;

namespace SpeechPipeline.Speech;

/// <summary>The endpoint's voices, kept for an hour.</summary>
public sealed class VoiceCatalog(SpeechClient speech, TimeProvider time)
{
    static readonly TimeSpan Freshness = TimeSpan.FromHours(1);

    readonly ConcurrentDictionary<string, (VoicesAnswer.Listed Voices, DateTimeOffset ReadAt)> _known = new(StringComparer.Ordinal);

    /// <summary>Whether the endpoint has spoken in the last minutes: then it needs no list to be known to work.</summary>
    public bool EndpointSpeaks => speech.HasSpokenLately;

    /// <summary>The voices of a model, or of all.</summary>
    public async Task<VoicesAnswer> FindAsync(string? model, CancellationToken cancellationToken)
    {
        var answer = await AskAsync(model, cancellationToken);
        // An endpoint without a list refuses every model; one that has a list has refused this one.
        return model is not null && answer is VoicesAnswer.Failed { Kind: SpeechFailureKind.Rejected } && await AskAsync(model: null, cancellationToken) is VoicesAnswer.Listed all
            ? new VoicesAnswer.UnknownModel(model, all.Models())
            : answer;
    }

    async Task<VoicesAnswer> AskAsync(string? model, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        if (_known.TryGetValue(model ?? "", out var known) && now - known.ReadAt < Freshness)
        {
            return known.Voices;
        }

        var answer = await speech.VoicesAsync(model, cancellationToken);
        // Names that callers make up must not fill the memory.
        if (answer is VoicesAnswer.Listed listed && _known.Count < 100)
        {
            _known[model ?? ""] = (listed, now);
        }

        return answer;
    }
}

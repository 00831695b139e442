namespace SpeechPipeline.Speech;

/// <summary>Keeps the traits of the endpoint for an hour. Nothing of them is stored: an instance that starts learns them with its first calls.</summary>
sealed class EndpointKnowledge(TimeProvider time)
{
    readonly Lock _lock = new();
    EndpointTraits? _traits;
    (EndpointAddress Address, DateTimeOffset At)? _spoke;
    (EndpointAddress Address, DateTimeOffset ReadAt, IReadOnlyList<ListedModel> Models)? _models;

    public EndpointTraits Of(EndpointAddress address)
    {
        var now = time.GetUtcNow();
        lock (_lock)
        {
            if (_traits is not { } known || !IsSame(known.Address, address) || now - known.LearnedAt >= EndpointTraits.Life)
            {
                _traits = EndpointTraits.Unknown(address, now);
            }

            return _traits;
        }
    }

    /// <summary>Remembers what a call that was answered with speech was made with, and that it was.</summary>
    public void Learn(EndpointTraits traits)
    {
        var now = time.GetUtcNow();
        lock (_lock)
        {
            _spoke = (traits.Address, now);
            var known = Of(traits.Address);
            // What expired during the call is learned anew: it cannot be told from what the call has added.
            _traits = now - traits.LearnedAt < EndpointTraits.Life ? known.With(traits) : known;
        }
    }

    /// <summary>When the endpoint last answered with speech; null if it has not.</summary>
    public DateTimeOffset? SpokeAt(EndpointAddress address)
    {
        lock (_lock)
        {
            return _spoke is { } spoke && IsSame(spoke.Address, address) ? spoke.At : null;
        }
    }

    /// <summary>The endpoint's models, from memory or as <paramref name="read"/> brings them; an empty list is asked for again.</summary>
    public async Task<IReadOnlyList<ListedModel>> ModelsAsync(EndpointAddress address, Func<Task<IReadOnlyList<ListedModel>>> read)
    {
        var now = time.GetUtcNow();
        lock (_lock)
        {
            if (_models is { } known && IsSame(known.Address, address) && now - known.ReadAt < EndpointTraits.Life)
            {
                return known.Models;
            }
        }

        var models = await read();
        lock (_lock)
        {
            _models = models.Count == 0 ? null : (address, now, models);
        }

        return models;
    }

    static bool IsSame(EndpointAddress one, EndpointAddress other) => one.Identity == other.Identity && one.Query == other.Query;
}

namespace SpeechPipeline.Speech;

/// <summary>Keeps the traits of the endpoint for an hour. Nothing of them is stored: an instance that starts learns them with its first calls.</summary>
sealed class EndpointKnowledge(TimeProvider time)
{
    readonly Lock _lock = new();
    EndpointTraits? _traits;
    (EndpointAddress Address, DateTimeOffset ReadAt, IReadOnlyList<ListedModel> Models)? _models;

    public EndpointTraits Of(EndpointAddress address)
    {
        var now = time.GetUtcNow();
        lock (_lock)
        {
            if (_traits is not { } known || known.Address.Identity != address.Identity || known.Address.Query != address.Query || now - known.LearnedAt >= EndpointTraits.Life)
            {
                _traits = EndpointTraits.Unknown(address, now);
            }

            return _traits;
        }
    }

    /// <summary>Remembers what a call that was answered with speech was made with.</summary>
    public void Learn(EndpointTraits traits)
    {
        var known = Of(traits.Address);
        lock (_lock)
        {
            _traits = known.With(traits);
        }
    }

    /// <summary>The endpoint's models, from memory or as <paramref name="read"/> brings them; an empty list is asked for again.</summary>
    public async Task<IReadOnlyList<ListedModel>> ModelsAsync(EndpointAddress address, Func<Task<IReadOnlyList<ListedModel>>> read)
    {
        var now = time.GetUtcNow();
        lock (_lock)
        {
            if (_models is { } known && known.Address.Identity == address.Identity && now - known.ReadAt < EndpointTraits.Life)
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
}

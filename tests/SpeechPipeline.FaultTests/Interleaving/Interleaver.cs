namespace SpeechPipeline.FaultTests.Interleaving;

/// <summary>Lets one of several actors take one step at a time.</summary>
/// <param name="random">Chooses, by chance that can be had again; null: whoever has the turn keeps it as long as it can go on.</param>
/// <param name="timePasses">Nobody can go on before time passes.</param>
sealed class Interleaver(Random? random, Action timePasses) : IDisposable
{
    static readonly TimeSpan Quiet = TimeSpan.FromMilliseconds(50);

    readonly List<Actor> _actors = [];
    readonly SemaphoreSlim _changed = new(0);

    /// <summary>Every step that was taken, in order.</summary>
    public List<string> Trace { get; } = [];

    /// <summary>Whose turn each step was: steps name what they reach, which is another in each run.</summary>
    public IEnumerable<string> Turns => Trace.Select(step => step[..step.IndexOf(':', StringComparison.Ordinal)]);

    /// <summary>How often somebody had to wait who had more to do, because it was another's turn.</summary>
    public int Turned { get; private set; }

    public Actor Add(string name)
    {
        var actor = new Actor(name, () => _changed.Release());
        _actors.Add(actor);
        return actor;
    }

    /// <summary>Goes on until all actors' work is done.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        Actor? last = null;
        while (!_actors.All(actor => actor.Work.IsCompleted))
        {
            // Between two steps every actor stands at a call or has ended; one that waits for the clock is waited for no longer.
            var quiet = false;
            while (!quiet && !_actors.All(actor => actor.IsSettled))
            {
                quiet = !await _changed.WaitAsync(Quiet, cancellationToken);
            }

            var ready = _actors.Where(actor => actor.Waits).ToList();
            if (ready.Count > 0)
            {
                var next = Choose(ready, last);
                Turned += last is { Waits: true } && last != next ? 1 : 0;
                Trace.Add(next.Go());
                last = next;
            }
            else if (quiet)
            {
                timePasses();
            }
        }

        await Task.WhenAll(_actors.Select(actor => actor.Work));
    }

    public void Dispose() => _changed.Dispose();

    Actor Choose(List<Actor> ready, Actor? last)
    {
        if (random is not null)
        {
            return ready[random.Next(ready.Count)];
        }

        return last is { Waits: true } ? last : ready[0];
    }
}

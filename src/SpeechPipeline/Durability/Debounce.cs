using System.Collections.Concurrent;

namespace SpeechPipeline.Durability;

/// <summary>
/// Combines requests: for all requests about one thing within a time span, this process sends a single message, visible when
/// the span ends. A request is made after its change was written, so the message's receiver sees that change, and no
/// shared row is needed.
/// </summary>
/// <param name="time">The clock.</param>
/// <param name="span">How long requests are combined.</param>
public sealed class Debounce(TimeProvider time, TimeSpan span)
{
    // Entries of past spans are removed when there are this many.
    const int Many = 1_000;

    readonly ConcurrentDictionary<string, (long Span, Task Sent)> _latest = new(StringComparer.Ordinal);
    readonly Lock _lock = new();

    /// <param name="thing">The thing that has changed.</param>
    /// <param name="send">Sends a message that becomes visible after the given delay.</param>
    /// <exception cref="Exception">The exception of <paramref name="send"/>, to every caller that relied on that message.</exception>
    public async Task AskAsync(string thing, Func<TimeSpan, Task> send)
    {
        ArgumentNullException.ThrowIfNull(send);
        // A monotonic clock. Queues cut delays to whole seconds, so the delay is rounded up: a message must not come before the span ends.
        var now = time.GetElapsedTime(startingTimestamp: 0).Ticks;
        var current = now / span.Ticks;
        var delay = TimeSpan.FromSeconds(Math.Ceiling(TimeSpan.FromTicks(((current + 1) * span.Ticks) - now).TotalSeconds));
        Task sent;
        lock (_lock)
        {
            if (!_latest.TryGetValue(thing, out var known) || known.Span != current || known.Sent.IsFaulted || known.Sent.IsCanceled)
            {
                Forget(current);
                _latest[thing] = known = (current, send(delay));
            }

            sent = known.Sent;
        }

        await sent;
    }

    void Forget(long current)
    {
        if (_latest.Count >= Many)
        {
            foreach (var (thing, (span, _)) in _latest)
            {
                if (span != current)
                {
                    _latest.TryRemove(thing, out _);
                }
            }
        }
    }
}

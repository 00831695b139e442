using System.Collections.Concurrent;

namespace SpeechPipeline.Durability;

/// <summary>
/// Gathers wishes: of all that come within one span of time for one thing, this process sends a single message, to be visible when
/// the span is over. A wish is made after the change that it is for was written, so the message's receiver sees that change; no row
/// is shared by those who wish.
/// </summary>
/// <param name="time">The clock.</param>
/// <param name="span">How long wishes are gathered.</param>
public sealed class Debounce(TimeProvider time, TimeSpan span)
{
    // Things of past spans are forgotten when there are so many.
    const int Many = 1_000;

    readonly ConcurrentDictionary<string, (long Span, Task Sent)> _latest = new(StringComparer.Ordinal);
    readonly Lock _lock = new();

    /// <param name="thing">What is to be looked at.</param>
    /// <param name="send">Sends the message, to be visible after that delay.</param>
    /// <exception cref="Exception">What <paramref name="send"/> threw, to everyone who relied on that message.</exception>
    public async Task AskAsync(string thing, Func<TimeSpan, Task> send)
    {
        ArgumentNullException.ThrowIfNull(send);
        // By a clock that is never put back. Queues count whole seconds and cut off the rest: a message must not come before the span is over.
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

using System.Collections.Concurrent;

namespace SpeechPipeline.Storage;

/// <summary>
/// Lets many changes be followed by one message: whoever has written a change asks, and what this process sends is at most one
/// message for each key in a while, visible when the while is over. The change is written before the look at the clock, so that
/// whoever receives the message sees every change that was answered for by it. Nothing is shared between processes, which send one each.
/// </summary>
public sealed class Debounce(PipelineStorage storage, TimeProvider time)
{
    /// <summary>More keys are not remembered; those whose time is over go.</summary>
    const int ManyKeys = 1_000;

    static readonly TimeSpan Unlimited = TimeSpan.FromSeconds(-1);

    readonly ConcurrentDictionary<(string Queue, string Key), Announcement> _announced = new();

    /// <summary>Sends the message, unless one that will be seen from now on is under way; returns when it is in the queue.</summary>
    /// <param name="queue">The queue's name.</param>
    /// <param name="key">Of what has changed.</param>
    /// <param name="message">The message, the same for every change of that key.</param>
    /// <param name="delay">How long the while is: storage counts in whole seconds, so it is rounded up.</param>
    /// <param name="cancellationToken">Gives up waiting; a message that others wait for too is sent nevertheless.</param>
    public async Task AskAsync(string queue, string key, string message, TimeSpan delay, CancellationToken cancellationToken)
    {
        var visibility = TimeSpan.FromSeconds(Math.Ceiling(delay.TotalSeconds));
        while (true)
        {
            // The clock is looked at before the message is sent: it becomes visible at this time at the earliest.
            var now = time.GetTimestamp();
            var mine = new Announcement(now + (long)(visibility.TotalSeconds * time.TimestampFrequency));
            var holds = _announced.AddOrUpdate((queue, key), mine, (_, other) => now < other.VisibleAt && !other.HasFailed ? other : mine);
            if (ReferenceEquals(holds, mine))
            {
                ForgetSome(now);
                await mine.SendAsync(() => storage.Queue(queue).SendMessageAsync(message, visibility, Unlimited, CancellationToken.None)).WaitAsync(cancellationToken);
                return;
            }

            if (await holds.IsSentAsync().WaitAsync(cancellationToken))
            {
                return;
            }
        }
    }

    void ForgetSome(long now)
    {
        if (_announced.Count > ManyKeys)
        {
            foreach (var old in _announced.Where(pair => pair.Value.VisibleAt <= now))
            {
                _announced.TryRemove(old);
            }
        }
    }

    /// <summary>One message, from the decision to send it on.</summary>
    /// <param name="visibleAt">By the clock's timestamp.</param>
    sealed class Announcement(long visibleAt)
    {
        readonly TaskCompletionSource<bool> _sent = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public long VisibleAt => visibleAt;

        public bool HasFailed => _sent.Task is { IsCompleted: true, Result: false };

        /// <summary>Whether the message came into the queue; its sender has the reason where it did not.</summary>
        public Task<bool> IsSentAsync() => _sent.Task;

        public async Task SendAsync(Func<Task> send)
        {
            try
            {
                await send();
                _sent.SetResult(true);
            }
            finally
            {
                _sent.TrySetResult(false);
            }
        }
    }
}

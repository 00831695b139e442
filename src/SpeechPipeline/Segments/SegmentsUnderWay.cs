namespace SpeechPipeline.Segments;

/// <summary>
/// Lets one caller of this process at a time have a given segment spoken: a refrain, or an opening that many articles of a batch
/// share, is paid for once, not once for everyone who looked before it was stored.
/// </summary>
sealed class SegmentsUnderWay
{
    readonly Lock _lock = new();
    readonly Dictionary<string, Queue<TaskCompletionSource>> _waiting = new(StringComparer.Ordinal);

    /// <summary>Waits until nobody else works on the segment; <see cref="Leave"/> is to follow.</summary>
    /// <returns>Whether someone else has worked on it meanwhile.</returns>
    /// <exception cref="OperationCanceledException">The caller gave up.</exception>
    public async Task<bool> EnterAsync(string key, CancellationToken cancellationToken)
    {
        TaskCompletionSource turn;
        lock (_lock)
        {
            if (_waiting.TryAdd(key, new Queue<TaskCompletionSource>()))
            {
                return false;
            }

            turn = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiting[key].Enqueue(turn);
        }

        await using var registration = cancellationToken.UnsafeRegister((_, token) => turn.TrySetCanceled(token), state: null);
        await turn.Task;
        return true;
    }

    public void Leave(string key)
    {
        lock (_lock)
        {
            // Those that gave up while they waited are passed over.
            while (_waiting[key].TryDequeue(out var next))
            {
                if (next.TrySetResult())
                {
                    return;
                }
            }

            _waiting.Remove(key);
        }
    }
}

namespace SpeechPipeline.Segments;

/// <summary>
/// Lets only one caller in this process at a time synthesize a given segment, so that a refrain, or an opening that many articles of a batch
/// share, is paid for once.
/// </summary>
sealed class SegmentsUnderWay
{
    readonly Lock _lock = new();
    readonly Dictionary<string, Queue<TaskCompletionSource>> _waiting = new(StringComparer.Ordinal);

    /// <summary>Waits until no one else works on the segment. <see cref="Leave"/> must follow.</summary>
    /// <returns>Whether someone else worked on it in the meantime.</returns>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
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
            // Callers that cancelled while they waited are skipped.
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

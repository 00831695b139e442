using SpeechPipeline.FaultTests.Faults;

namespace SpeechPipeline.FaultTests.Interleaving;

/// <summary>One of those whose calls are interleaved: each call waits for its turn.</summary>
sealed class Actor(string name, Action changed)
{
    readonly Lock _lock = new();
    readonly Queue<(string Step, TaskCompletionSource Turn)> _waiting = new();
    int _running;

    public string Name => name;

    public Task Work { get; set; } = Task.CompletedTask;

    public bool Waits
    {
        get
        {
            lock (_lock)
            {
                return _waiting.Count > 0;
            }
        }
    }

    /// <summary>Whether it can do nothing more without a turn.</summary>
    public bool IsSettled
    {
        get
        {
            lock (_lock)
            {
                return _running == 0 && (_waiting.Count > 0 || Work.IsCompleted);
            }
        }
    }

    public Task<HttpResponseMessage> GateAsync(Call call, Func<Task<HttpResponseMessage>> send, CancellationToken cancellationToken) =>
        StepAsync($"{call.Far} {call.Name}", send);

    /// <summary>Takes one step when it is this actor's turn.</summary>
    public async Task<T> StepAsync<T>(string step, Func<Task<T>> take)
    {
        var turn = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_lock)
        {
            _waiting.Enqueue((step, turn));
        }

        changed();
        await turn.Task;
        try
        {
            return await take();
        }
        finally
        {
            lock (_lock)
            {
                _running--;
            }

            changed();
        }
    }

    /// <summary>Gives the turn to its oldest waiting step.</summary>
    /// <returns>The step.</returns>
    public string Go()
    {
        (string Step, TaskCompletionSource Turn) next;
        lock (_lock)
        {
            next = _waiting.Dequeue();
            _running++;
        }

        next.Turn.SetResult();
        return $"{name}: {next.Step}";
    }
}

using SpeechPipeline.LocalHost.Endpoint.Contract;

namespace SpeechPipeline.LocalHost.Endpoint;

/// <summary>Records every call that the endpoint accepted, for tests. Refused calls are only counted.</summary>
public sealed class CallLedger
{
    /// <summary>The most calls that are kept, so that a host that runs for months does not grow.</summary>
    const int Kept = 100_000;

    readonly Lock _lock = new();
    readonly Queue<EndpointCall> _calls = new();
    readonly List<(int Count, TaskCompletionSource Reached)> _waiting = [];
    int _count;
    int _refused;
    int _atOnce;
    int _mostAtOnce;

    /// <summary>The calls so far, in order of arrival (of more than 100,000, the last).</summary>
    public IReadOnlyList<EndpointCall> Calls => Read(() => _calls.ToArray());

    /// <summary>How many calls were accepted.</summary>
    public int Count => Read(() => _count);

    /// <summary>How many requests were refused: wrong, or without the key.</summary>
    public int Refused => Read(() => _refused);

    /// <summary>How many calls are being answered now.</summary>
    public int AtOnce => Read(() => _atOnce);

    /// <summary>The most calls that were being answered at any one time.</summary>
    public int MostAtOnce => Read(() => _mostAtOnce);

    /// <summary>Completes when this number of calls has been accepted.</summary>
    public Task WaitForAsync(int count, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            if (_count >= count)
            {
                return Task.CompletedTask;
            }

            var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiting.Add((count, reached));
            return reached.Task.WaitAsync(cancellationToken);
        }
    }

    internal EndpointCall Begin(SpeechRequest request, DateTimeOffset receivedAt, string? fault)
    {
        lock (_lock)
        {
            var call = new EndpointCall(
                ++_count, request.Model.Id, request.Voice, request.Language, request.InputHash, request.Input.Length,
                request.Format.ToString().ToLowerInvariant(), request.SampleRateHz, receivedAt, fault);
            _calls.Enqueue(call);
            if (_calls.Count > Kept)
            {
                _calls.Dequeue();
            }

            _mostAtOnce = Math.Max(_mostAtOnce, ++_atOnce);
            foreach (var (_, reached) in _waiting.Where(waiting => waiting.Count <= _count))
            {
                reached.SetResult();
            }

            _waiting.RemoveAll(waiting => waiting.Count <= _count);
            return call;
        }
    }

    internal void End() => Read(() => --_atOnce);

    internal void Refuse() => Read(() => ++_refused);

    T Read<T>(Func<T> value)
    {
        lock (_lock)
        {
            return value();
        }
    }
}

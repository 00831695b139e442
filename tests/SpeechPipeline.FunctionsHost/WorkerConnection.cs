using System.Collections.Concurrent;
using Grpc.Core;
using SpeechPipeline.FunctionsHost.Protocol;

namespace SpeechPipeline.FunctionsHost;

/// <summary>The conversation with one worker: what is asked finds its answer by the id that both carry.</summary>
sealed class WorkerConnection : IDisposable
{
    readonly ConcurrentDictionary<string, TaskCompletionSource<StreamingMessage>> _asked = new(StringComparer.Ordinal);
    readonly ConcurrentQueue<RpcLog> _logs = new();
    readonly TaskCompletionSource<IServerStreamWriter<StreamingMessage>> _opened = new(TaskCreationOptions.RunContinuationsAsynchronously);
    readonly CancellationTokenSource _ended = new();
    readonly SemaphoreSlim _writing = new(1, 1);

    /// <summary>By which the worker names itself.</summary>
    public string WorkerId { get; } = Guid.NewGuid().ToString();

    /// <summary>Cancelled when the worker has hung up.</summary>
    public CancellationToken Ended => _ended.Token;

    /// <summary>What the worker logged.</summary>
    public IReadOnlyCollection<RpcLog> Logs => _logs;

    /// <summary>Completes when the worker has called.</summary>
    public Task OpenedAsync(CancellationToken cancellationToken) => _opened.Task.WaitAsync(cancellationToken);

    /// <summary>Serves the worker's call until it hangs up.</summary>
    public async Task ServeAsync(IAsyncStreamReader<StreamingMessage> from, IServerStreamWriter<StreamingMessage> to, CancellationToken cancellationToken)
    {
        _opened.SetResult(to);
        try
        {
            while (await from.MoveNext(cancellationToken))
            {
                Take(from.Current);
            }
        }
        catch (Exception e) when (e is IOException or OperationCanceledException or Grpc.Core.RpcException)
        {
            // A worker that is killed does not say goodbye.
        }
        finally
        {
            await _ended.CancelAsync();
            foreach (var asked in _asked.Values)
            {
                asked.TrySetException(new WorkerLostException());
            }
        }
    }

    /// <summary>Sends a request and waits for its answer.</summary>
    /// <exception cref="WorkerLostException">The worker ended first.</exception>
    public Task<StreamingMessage> AskAsync(StreamingMessage request, CancellationToken cancellationToken)
    {
        request.RequestId = Guid.NewGuid().ToString();
        return AskAsync(request.RequestId, request, cancellationToken);
    }

    /// <summary>Runs a function and waits for its result.</summary>
    /// <exception cref="WorkerLostException">The worker ended first.</exception>
    public async Task<StatusResult> InvokeAsync(InvocationRequest invocation, CancellationToken cancellationToken)
    {
        var answer = await AskAsync(invocation.InvocationId, new StreamingMessage { InvocationRequest = invocation }, cancellationToken);
        return answer.InvocationResponse.Result;
    }

    /// <summary>Sends what has no answer. One message at a time, as the stream wants it.</summary>
    public async Task SendAsync(StreamingMessage message, CancellationToken cancellationToken)
    {
        var to = await _opened.Task.WaitAsync(cancellationToken);
        await _writing.WaitAsync(cancellationToken);
        try
        {
            await to.WriteAsync(message, cancellationToken);
        }
        catch (Exception e) when (e is InvalidOperationException or IOException)
        {
            throw new WorkerLostException();
        }
        finally
        {
            _writing.Release();
        }
    }

    public void Dispose()
    {
        _ended.Dispose();
        _writing.Dispose();
    }

    async Task<StreamingMessage> AskAsync(string id, StreamingMessage request, CancellationToken cancellationToken)
    {
        var answer = new TaskCompletionSource<StreamingMessage>(TaskCreationOptions.RunContinuationsAsynchronously);
        _asked[id] = answer;
        try
        {
            // Looked at after it was added: a worker that ended before would not be heard of.
            if (_ended.IsCancellationRequested)
            {
                throw new WorkerLostException();
            }

            await SendAsync(request, cancellationToken);
            return await answer.Task.WaitAsync(cancellationToken);
        }
        finally
        {
            _asked.TryRemove(id, out _);
        }
    }

    void Take(StreamingMessage message)
    {
        if (message.ContentCase == StreamingMessage.ContentOneofCase.RpcLog)
        {
            _logs.Enqueue(message.RpcLog);
            return;
        }

        var id = message.ContentCase == StreamingMessage.ContentOneofCase.InvocationResponse ? message.InvocationResponse.InvocationId : message.RequestId;
        if (_asked.TryGetValue(id, out var asked))
        {
            asked.TrySetResult(message);
        }
    }
}

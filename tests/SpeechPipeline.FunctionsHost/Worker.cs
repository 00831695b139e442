using Google.Protobuf.WellKnownTypes;
using SpeechPipeline.FunctionsHost.Protocol;

namespace SpeechPipeline.FunctionsHost;

/// <summary>A worker that has told its functions and loaded them.</summary>
sealed class Worker : IAsyncDisposable
{
    static readonly TimeSpan StartLimit = TimeSpan.FromMinutes(2);
    static readonly TimeSpan StopGrace = TimeSpan.FromSeconds(10);

    readonly WorkerProcess _process;
    readonly WorkerConnection _connection;

    Worker(WorkerProcess process, WorkerConnection connection) => (_process, _connection) = (process, connection);

    public IReadOnlyList<FunctionBinding> Functions { get; private set; } = [];

    /// <summary>Where its own web server takes requests that the host forwards.</summary>
    public Uri HttpAddress { get; private set; } = null!;

    public WorkerConnection Connection => _connection;

    public WorkerProcess Process => _process;

    /// <summary>All that the worker said: over the protocol, then on its console.</summary>
    public IEnumerable<string> Log => _connection.Logs
        .Select(log => $"{log.Level} {log.Category}: {log.Message} {log.Exception?.Message} {log.Exception?.StackTrace}").Append(_process.Output);

    /// <summary>Starts a worker; returns when each of its functions is loaded.</summary>
    /// <exception cref="WorkerStartException">It ended, or a function could not be loaded.</exception>
    public static async Task<Worker> StartAsync(
        WorkerFolder folder, WorkerCalls calls, Uri host, IReadOnlyDictionary<string, string> settings, CancellationToken cancellationToken)
    {
        var connection = new WorkerConnection();
        calls.Expect(connection);
        var worker = new Worker(WorkerProcess.Start(folder, connection.WorkerId, host, settings), connection);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(StartLimit);
        try
        {
            var first = await Task.WhenAny(connection.OpenedAsync(limit.Token), worker._process.Ended);
            if (first == worker._process.Ended)
            {
                throw new WorkerStartException($"The worker ended with code {worker._process.ExitCode} before it called: {worker._process.Output}");
            }

            await first;
            await worker.LoadAsync(folder, limit.Token);
            return worker;
        }
        catch
        {
            await worker.DisposeAsync();
            throw;
        }
    }

    /// <summary>Asks whether the worker still listens, as the host does now and then.</summary>
    public Task PingAsync(CancellationToken cancellationToken) =>
        _connection.AskAsync(new StreamingMessage { WorkerStatusRequest = new WorkerStatusRequest() }, cancellationToken);

    /// <summary>Tells the worker to end, and waits until it has.</summary>
    /// <returns>Its exit code; null when it had to be killed after its grace.</returns>
    public async Task<int?> TerminateAsync()
    {
        try
        {
            await _connection.SendAsync(
                new StreamingMessage { WorkerTerminate = new WorkerTerminate { GracePeriod = Duration.FromTimeSpan(StopGrace) } }, CancellationToken.None);
            await _process.Ended.WaitAsync(StopGrace + StopGrace);
            return _process.ExitCode;
        }
        catch (WorkerLostException)
        {
            return null;
        }
        catch (TimeoutException)
        {
            _process.Kill();
            return null;
        }
    }

    public async ValueTask DisposeAsync()
    {
        _process.Dispose();
        _connection.Dispose();
        await ValueTask.CompletedTask;
    }

    async Task LoadAsync(WorkerFolder folder, CancellationToken cancellationToken)
    {
        var init = await _connection.AskAsync(
            new StreamingMessage
            {
                WorkerInitRequest = new WorkerInitRequest
                {
                    HostVersion = "4.1037.0",
                    WorkerDirectory = folder.Path,
                    FunctionAppDirectory = folder.Path,
                    Capabilities = { ["HandlesInvocationCancelMessage"] = bool.TrueString, ["V2Compatable"] = bool.TrueString },
                },
            },
            cancellationToken);
        WorkerStartException.ThrowIfFailed("The worker's start", init.WorkerInitResponse.Result);
        HttpAddress = init.WorkerInitResponse.Capabilities.TryGetValue("HttpUri", out var address)
            ? new Uri(address)
            : throw new WorkerStartException("The worker states no HttpUri: it takes no requests of its own.");

        var indexed = await _connection.AskAsync(
            new StreamingMessage { FunctionsMetadataRequest = new FunctionsMetadataRequest { FunctionAppDirectory = folder.Path } }, cancellationToken);
        WorkerStartException.ThrowIfFailed("The list of functions", indexed.FunctionMetadataResponse.Result);
        Functions = [.. indexed.FunctionMetadataResponse.FunctionMetadataResults.Select(FunctionBinding.Of)];
        foreach (var function in Functions)
        {
            var load = new FunctionLoadRequest { FunctionId = function.Metadata.FunctionId, Metadata = function.Metadata };
            var loaded = await _connection.AskAsync(new StreamingMessage { FunctionLoadRequest = load }, cancellationToken);
            WorkerStartException.ThrowIfFailed($"Loading '{function.Name}'", loaded.FunctionLoadResponse.Result);
        }
    }
}

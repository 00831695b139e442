using System.Collections.Concurrent;
using System.Net;
using Azure.Storage.Queues;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using SpeechPipeline.FunctionsHost.Protocol;
using SpeechPipeline.LocalHost;
using SpeechPipeline.LocalHost.Configuration;
using SpeechPipeline.LocalHost.Queues;
using Yarp.ReverseProxy.Forwarder;

namespace SpeechPipeline.FunctionsHost;

/// <summary>
/// Stands in for the Functions host: starts a published worker, loads its functions over the host's own protocol, forwards requests to it,
/// polls its queues by the rules of host.json, and starts another worker when one dies. Timers run when they are told to.
/// </summary>
/// <remarks>
/// What the real host does by itself is done as it does it (seen under version 4.1037): 401 without a body for a missing or wrong key, 404
/// for a method that no function of a route takes, a page of its own at the root.
/// </remarks>
sealed class StandInHost : IAsyncDisposable
{
    const string RootPage = "<!DOCTYPE html><title>The host's own page</title>";

    // As the real host: 100 MiB.
    const long LargestBody = 100 * 1024 * 1024;

    readonly StandInHostOptions _options;
    readonly WorkerFolder _folder;
    readonly HostJson _rules;
    readonly WorkerCalls _calls = new();
    readonly Shutdown _shutdown = new(TimeSpan.Zero, TimeProvider.System);
    readonly List<Worker> _workers = [];
    readonly WebApplication _server;
    readonly HttpFunctions _http;
    readonly WorkerForwarding _forwarding;
    readonly ConcurrentQueue<Exception> _failures = new();
    volatile TaskCompletionSource<Worker> _worker = new(TaskCreationOptions.RunContinuationsAsynchronously);
    Task _supervising = Task.CompletedTask;
    Task _listening = Task.CompletedTask;

    StandInHost(StandInHostOptions options)
    {
        _options = options;
        _folder = WorkerFolder.Read(options.Folder);
        _rules = HostJson.Read(Path.Combine(options.Folder, "host.json"));
        _http = new HttpFunctions(_rules.RoutePrefix);

        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = LargestBody;
            kestrel.Listen(IPAddress.Loopback, 0, callers => callers.Protocols = HttpProtocols.Http1);
            kestrel.Listen(IPAddress.Loopback, 0, workers => workers.Protocols = HttpProtocols.Http2);
        });
        builder.Services.AddRouting();
        builder.Services.AddHttpForwarder();
        builder.Services.AddSingleton(_calls);
        builder.Services.AddGrpc(grpc => (grpc.MaxReceiveMessageSize, grpc.MaxSendMessageSize) = (null, null));
        _server = builder.Build();
        _forwarding = new WorkerForwarding(_server.Services.GetRequiredService<IHttpForwarder>());
        _server.Use(HideMethodsAsync);
        _server.UseRouting();
        _server.MapGrpcService<WorkerCalls>();
        _server.MapGet("/", () => Results.Content(RootPage, "text/html"));
        ((Microsoft.AspNetCore.Routing.IEndpointRouteBuilder)_server).DataSources.Add(_http);
    }

    /// <summary>Where callers reach the app, without the route prefix.</summary>
    public Uri Address => new(_server.Urls.First());

    /// <summary>The worker that runs now; waits while one starts.</summary>
    public Task<Worker> WorkerAsync(CancellationToken cancellationToken) => _worker.Task.WaitAsync(cancellationToken);

    /// <summary>All workers there were, the newest last.</summary>
    public IReadOnlyList<Worker> Workers => _workers;

    /// <summary>The requests that ended otherwise than by an answer of the function.</summary>
    public IReadOnlyCollection<Exception> Failures => _failures;

    /// <summary>Starts the host and a worker; returns when the worker's functions are loaded. Queues are polled from <see cref="ListenAsync"/> on.</summary>
    /// <exception cref="WorkerStartException">The worker does not start.</exception>
    public static async Task<StandInHost> StartAsync(StandInHostOptions options, CancellationToken cancellationToken)
    {
        var host = new StandInHost(options);
        try
        {
            await host._server.StartAsync(cancellationToken);
            await host.StartWorkerAsync(cancellationToken);
            host._supervising = host.SuperviseAsync();
            return host;
        }
        catch
        {
            await host.DisposeAsync();
            throw;
        }
    }

    /// <summary>Polls the queues that the worker's functions are triggered by.</summary>
    public async Task ListenAsync(CancellationToken cancellationToken)
    {
        var worker = await WorkerAsync(cancellationToken);
        var settings = new HostSettings { MinPollingInterval = TimeSpan.FromMilliseconds(50), MaxPollingInterval = TimeSpan.FromMilliseconds(250) };
        var bell = new QueueBell();
        var listeners = worker.Functions.Where(function => function.IsTriggeredBy("queueTrigger")).Select(function => new QueueListener(
            new QueueTrigger(
                function.Name, Queue(function.Text("queueName")!), QueueTrigger.PoisonQueueOf(function.Text("queueName")!) is { } poison ? Queue(poison) : null,
                _rules.Queues, settings, message => InvokeAsync(function.Name, binding => Invocations.Of(binding, message), _shutdown.Begun)),
            bell, _shutdown, TimeProvider.System, NullLogger.Instance));
        _listening = Task.WhenAll(listeners.Select(listener => Task.Run(listener.RunAsync, CancellationToken.None)));
    }

    /// <summary>Runs a timer function once, as when it is due.</summary>
    /// <exception cref="InvocationFailedException">It failed.</exception>
    public Task RunTimerAsync(string function, CancellationToken cancellationToken) =>
        InvokeAsync(function, Invocations.OfTimer, cancellationToken);

    /// <summary>Has a function of the worker that runs now work on a message. A cancelled token is passed on to the worker, whose answer is waited for.</summary>
    /// <exception cref="InvocationFailedException">It failed, or was cancelled.</exception>
    /// <exception cref="WorkerLostException">The worker ended first.</exception>
    public async Task InvokeAsync(string function, Func<FunctionBinding, InvocationRequest> request, CancellationToken cancelled)
    {
        var worker = await WorkerAsync(CancellationToken.None);
        var invocation = request(worker.Functions.Single(known => known.Name == function));
        await using var cancelling = cancelled.Register(() => _ = CancelAsync(worker, invocation.InvocationId));
        InvocationFailedException.ThrowIfNotSuccess(function, await worker.Connection.InvokeAsync(invocation, CancellationToken.None));
    }

    /// <summary>Stops as the host does: polls no more, cancels what runs, and tells the worker to end.</summary>
    /// <returns>The worker's exit code; null when it had to be killed.</returns>
    public async Task<int?> StopAsync()
    {
        _shutdown.Begin();
        await _listening;
        var worker = await WorkerAsync(CancellationToken.None);
        var code = await worker.TerminateAsync();
        await _supervising;
        return code;
    }

    public async ValueTask DisposeAsync()
    {
        _shutdown.Begin();
        foreach (var worker in _workers)
        {
            worker.Process.Kill();
        }

        await _supervising.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await _listening.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        foreach (var worker in _workers)
        {
            await worker.DisposeAsync();
        }

        await _server.DisposeAsync();
        _forwarding.Dispose();
        _http.Dispose();
        _shutdown.Dispose();
    }

    static async Task CancelAsync(Worker worker, string invocationId)
    {
        try
        {
            await worker.Connection.SendAsync(Invocations.Cancel(invocationId, TimeSpan.FromSeconds(10)), CancellationToken.None);
        }
        catch (WorkerLostException)
        {
            // Then nothing of it runs.
        }
    }

    // Routing answers 405 where a route is there with another method; the Functions host does not.
    static async Task HideMethodsAsync(HttpContext http, RequestDelegate next)
    {
        await next(http);
        if (http.Response is { HasStarted: false, StatusCode: StatusCodes.Status405MethodNotAllowed })
        {
            http.Response.StatusCode = StatusCodes.Status404NotFound;
            http.Response.Headers.Allow = default;
        }
    }

    async Task AnswerAsync(FunctionBinding function, HttpContext http)
    {
        if (!HasKey(function, http.Request))
        {
            http.Response.StatusCode = StatusCodes.Status401Unauthorized;
            return;
        }

        var worker = await WorkerAsync(http.RequestAborted);
        var invocation = Invocations.Of(function, http);
        await using var cancelling = http.RequestAborted.Register(() => _ = CancelAsync(worker, invocation.InvocationId));
        var running = worker.Connection.InvokeAsync(invocation, CancellationToken.None);
        try
        {
            await _forwarding.ForwardAsync(http, worker.HttpAddress, invocation.InvocationId);
            InvocationFailedException.ThrowIfNotSuccess(function.Name, await running);
        }
        catch (Exception e) when (e is InvocationFailedException or WorkerLostException)
        {
            _failures.Enqueue(e);
            if (!http.Response.HasStarted)
            {
                http.Response.Clear();
                http.Response.StatusCode = StatusCodes.Status500InternalServerError;
            }
        }
    }

    static bool HasKey(FunctionBinding function, HttpRequest request) =>
        function.Text("authLevel") is not "Function"
        || request.Headers["x-functions-key"].ToString() == StandInHostOptions.FunctionKey
        || request.Query["code"].ToString() == StandInHostOptions.FunctionKey;

    QueueClient Queue(string name) =>
        new(_options.Settings["AzureWebJobsStorage"], name, new QueueClientOptions { MessageEncoding = QueueMessageEncoding.None });

    async Task StartWorkerAsync(CancellationToken cancellationToken)
    {
        var settings = _options.Settings.ToDictionary(setting => setting.Key.Replace(":", "__", StringComparison.Ordinal), setting => setting.Value);
        settings["WEBSITE_HOSTNAME"] = Address.Authority;
        if (_options.KnowsItsAddress)
        {
            settings["Pipeline__PublicAddress"] = Address.AbsoluteUri;
        }

        var worker = await Worker.StartAsync(_folder, _calls, new Uri(_server.Urls.Last()), settings, cancellationToken);
        _workers.Add(worker);
        _http.Map(worker.Functions, AnswerAsync);
        _worker.SetResult(worker);
    }

    async Task SuperviseAsync()
    {
        while (!_shutdown.Begun.IsCancellationRequested)
        {
            var worker = await _worker.Task;
            await Task.WhenAny(worker.Process.Ended, Task.Delay(Timeout.InfiniteTimeSpan, _shutdown.Begun));
            if (!_shutdown.Begun.IsCancellationRequested)
            {
                _worker = new TaskCompletionSource<Worker>(TaskCreationOptions.RunContinuationsAsynchronously);
                try
                {
                    await StartWorkerAsync(_shutdown.Begun);
                }
                catch (Exception e)
                {
                    _worker.SetException(e);
                    throw;
                }
            }
        }
    }
}

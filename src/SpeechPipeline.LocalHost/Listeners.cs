using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using SpeechPipeline.LocalHost.Configuration;
using SpeechPipeline.LocalHost.Functions;
using SpeechPipeline.LocalHost.Queues;
using SpeechPipeline.LocalHost.Timers;

namespace SpeechPipeline.LocalHost;

/// <summary>Runs all queue listeners and timers while the host is up, and drains them together when it stops.</summary>
sealed partial class Listeners(
    HostSettings settings,
    IReadOnlyList<QueueFunction> queues,
    IReadOnlyList<TimerFunction> timers,
    HostJson host,
    IServiceScopeFactory scopes,
    QueueBell bell,
    Shutdown shutdown,
    TimeProvider time,
    IHostApplicationLifetime lifetime,
    ILoggerFactory loggers) : IHostedService
{
    readonly ILogger _logger = loggers.CreateLogger<Listeners>();
    Task _running = Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        // Draining begins at once, in parallel to the web server, which stops before the hosted services and may be slow.
        lifetime.ApplicationStopping.Register(shutdown.Begin);
        _running = Task.WhenAll([
            .. queues.Select(function => Task.Run(Listener(function).RunAsync, CancellationToken.None)),
            .. timers.Select(function => Task.Run(Loop(function).RunAsync, CancellationToken.None))]);
        return Task.CompletedTask;
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        shutdown.Begin();
        try
        {
            await _running.WaitAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            Log.Abandoned(_logger);
        }
    }

    QueueListener Listener(QueueFunction function)
    {
        var name = function.Function.Name;
        return new(
            new(name, function.Queue, function.Poison, host.Queues, settings, message => InvokeAsync(
                function.Function.Invoker,
                message,
                new() { ["Id"] = message.MessageId, ["DequeueCount"] = $"{message.DequeueCount}" })),
            bell, shutdown, time, loggers.CreateLogger<QueueListener>());
    }

    TimerLoop Loop(TimerFunction function) => new(
        function.Function.Name, function.Schedule, function.Function.Trigger, timer => InvokeAsync(function.Function.Invoker, timer, []),
        shutdown, time, loggers.CreateLogger<TimerLoop>());

    async Task InvokeAsync<TMessage>(FunctionInvoker<TMessage> invoker, TMessage message, Dictionary<string, object?> bindingData)
        where TMessage : class
    {
        await using var scope = scopes.CreateAsyncScope();
        using var invocation = new Invocation(scope.ServiceProvider, bindingData, host.FunctionTimeout, time, shutdown.GraceOver);
        await invoker.InvokeAsync(invocation.Context, message);
    }

    static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "Some invocations did not end in time; their messages become visible again when their invisibility ends")]
        public static partial void Abandoned(ILogger logger);
    }
}

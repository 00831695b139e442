using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using SpeechPipeline.LocalHost;
using SpeechPipeline.LocalHost.Configuration;
using SpeechPipeline.LocalHost.Functions;

namespace SpeechPipeline.Specs.LocalHost;

/// <summary>A whole local host with sample triggers, reached over loopback HTTP.</summary>
sealed class HostFixture : IAsyncDisposable
{
    readonly WebApplication _app;

    HostFixture(WebApplication app, ConcurrentQueue<string> log)
    {
        _app = app;
        Log = log;
        Client = new() { BaseAddress = new(app.Urls.First()) };
    }

    public HttpClient Client { get; }

    public ConcurrentQueue<string> Log { get; }

    public Notes Notes => _app.Services.GetRequiredService<Notes>();

    public static async Task<HostFixture> StartAsync(
        Type[] triggers, (string Name, string? Value)[]? settings = null, string prefix = "api", TimeSpan? functionTimeout = null)
    {
        var log = new ConcurrentQueue<string>();
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore();
        builder.Services.AddRoutingCore();
        builder.Configuration.AddInMemoryCollection([new("urls", "http://127.0.0.1:0"), .. (settings ?? []).Select(s => KeyValuePair.Create(s.Name, s.Value))]);
        builder.Logging.AddProvider(new ListLogger(log));
        builder.Services.AddSingleton<Notes>();
        builder.Services.AddScoped<ScopedThing>();
        var host = new HostJson(functionTimeout, prefix, new(4, 2, 5, TimeSpan.FromMilliseconds(100), TimeSpan.Zero, true));
        builder.AddLocalFunctions(FunctionCatalog.Of(triggers), host);
        var app = builder.Build();
        app.UseRouting();
        app.MapLocalFunctions();
        await app.StartAsync(TestContext.Current.CancellationToken);
        return new(app, log);
    }

    public Task<HttpResponseMessage> GetAsync(string path, CancellationToken cancellationToken) =>
        Client.GetAsync(new Uri(path, UriKind.Relative), cancellationToken);

    public Task<string> GetStringAsync(string path, CancellationToken cancellationToken) =>
        Client.GetStringAsync(new Uri(path, UriKind.Relative), cancellationToken);

    public Task<HttpResponseMessage> PostAsync(string path, HttpContent? body, CancellationToken cancellationToken) =>
        Client.PostAsync(new Uri(path, UriKind.Relative), body, cancellationToken);

    public Task StopAsync() => _app.StopAsync(CancellationToken.None);

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _app.DisposeAsync();
    }

    sealed class ListLogger(ConcurrentQueue<string> log) : ILoggerProvider, ILogger
    {
        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Information;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            log.Enqueue($"{logLevel}: {formatter(state, exception)} {exception?.Message}");

        public void Dispose()
        {
        }
    }
}

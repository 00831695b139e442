using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using SpeechPipeline.LocalHost.Endpoint.Faults;

namespace SpeechPipeline.LocalHost.Endpoint;

/// <summary>
/// The built-in speech endpoint: a server on the loopback interface that speaks the contract of <c>POST /v1/audio/speech</c> and
/// <c>GET /v1/voices</c> with Flite's voices. English only; a text with nothing to speak is refused with 400 rather than answered with silence.
/// </summary>
public sealed class SpeechEndpoint : IAsyncDisposable
{
    /// <summary>The largest body. Published models accept a few thousand characters; a larger body is refused with 413.</summary>
    const long MaxBodyBytes = 4 << 20;

    readonly WebApplication _server;
    int _disposed;

    SpeechEndpoint(WebApplication server, SpeechEndpointOptions options)
    {
        _server = server;
        BaseAddress = new Uri($"{server.Urls.Single()}/v1");
        (Faults, Ledger) = (options.Faults, options.Ledger);
    }

    /// <summary>Such as <c>http://127.0.0.1:5000/v1</c>.</summary>
    public Uri BaseAddress { get; }

    public FaultPlan Faults { get; }

    public CallLedger Ledger { get; }

    /// <summary>Starts a server; the first in a process loads Flite.</summary>
    /// <exception cref="FileNotFoundException">Flite's npm package is not installed.</exception>
    /// <exception cref="IOException">The port is taken.</exception>
    public static async Task<SpeechEndpoint> StartAsync(SpeechEndpointOptions? options = null, CancellationToken cancellationToken = default)
    {
        options ??= new SpeechEndpointOptions();
        await Task.Run(() => Flite.Shared, cancellationToken);

        // An empty builder, so that environment variables and settings files of the host do not affect this server.
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = MaxBodyBytes;
            kestrel.Listen(IPAddress.Loopback, options.Port);
        });
        builder.Services.AddRoutingCore();
        builder.Services.Replace(ServiceDescriptor.Singleton(options.LoggerFactory));
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(5));

        var server = builder.Build();
        var routes = new SpeechRoutes(options, options.LoggerFactory.CreateLogger<SpeechEndpoint>(), server.Lifetime.ApplicationStopping);
        server.Use(routes.GuardAsync);
        server.MapPost("/v1/audio/speech", routes.SpeakAsync);
        server.MapGet("/v1/voices", SpeechRoutes.ListVoicesAsync);
        try
        {
            await server.StartAsync(cancellationToken);
            return new SpeechEndpoint(server, options);
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) == 1)
        {
            return;
        }

        await _server.StopAsync();
        await _server.DisposeAsync();
    }
}

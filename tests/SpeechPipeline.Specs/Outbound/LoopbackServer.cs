using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace SpeechPipeline.Specs.Outbound;

/// <summary>A web server on a free port of 127.0.0.1 that counts the connections it sees.</summary>
sealed class LoopbackServer : IAsyncDisposable
{
    readonly WebApplication _app;
    int _connections;

    LoopbackServer(WebApplication app) => _app = app;

    public int Port => new Uri(_app.Urls.First()).Port;

    public int Connections => Volatile.Read(ref _connections);

    public static async Task<LoopbackServer> Start(CancellationToken cancellationToken)
    {
        LoopbackServer? server = null;
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(System.Net.IPAddress.Loopback, 0, listen =>
            listen.Use(next => connection =>
            {
                Interlocked.Increment(ref server!._connections);
                return next(connection);
            })));
        server = new(builder.Build());
        server._app.MapGet("/", () => "hello");
        server._app.MapGet("/moved", () => Results.Redirect("/"));
        await server._app.StartAsync(cancellationToken);
        return server;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}

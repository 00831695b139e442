using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace SpeechPipeline.Specs.Sources;

/// <summary>A site on a free port of 127.0.0.1 that answers every request as the test says, and remembers them.</summary>
sealed class WebSite : IAsyncDisposable
{
    readonly WebApplication _app;

    WebSite(WebApplication app) => _app = app;

    public List<string> Requests { get; } = [];

    public string Address(string path) => _app.Urls.First() + path;

    public static async Task<WebSite> StartAsync(Func<HttpContext, Task> answer)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(System.Net.IPAddress.Loopback, 0));
        var site = new WebSite(builder.Build());
        site._app.Run(context =>
        {
            lock (site.Requests)
            {
                site.Requests.Add(context.Request.Path);
            }

            return answer(context);
        });
        await site._app.StartAsync(TestContext.Current.CancellationToken);
        return site;
    }

    public static Task<WebSite> StartAsync(string contentType, string body) => StartAsync(context =>
    {
        context.Response.ContentType = contentType;
        return context.Response.WriteAsync(body);
    });

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}

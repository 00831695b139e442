using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using SpeechPipeline.LocalHost.Configuration;
using SpeechPipeline.LocalHost.Functions;
using SpeechPipeline.LocalHost.Http;
using SpeechPipeline.LocalHost.Queues;
using SpeechPipeline.Triggers;

namespace SpeechPipeline.LocalHost;

/// <summary>
/// Runs Azure Functions trigger classes in an ASP.NET Core application on one machine.
/// </summary>
/// <remarks>
/// Not emulated: scale-out and its scaler; a worker process apart from the host, so that a function which ends the process
/// ends everything; <c>functionTimeout</c> cancels the invocation's token and no more; the timer monitor's blob, so that runs
/// missed while the host was down are not made up for, and the lease by which only one of several hosts runs a timer; keys per
/// function, and keys managed by the host; App Service authentication (level User); identity-based storage connections; blob,
/// table and other triggers, output bindings, middleware, <c>IActionResult</c>; retry policies; dynamic concurrency; the
/// admin endpoints; sampling and the other <c>logging</c> members of host.json.
/// </remarks>
public static class LocalFunctions
{
    // How long cancelled invocations may take to stop and release their messages.
    static readonly TimeSpan AfterGrace = TimeSpan.FromSeconds(20);

    /// <summary>Adds the queue listeners and timers, and prepares the server: loopback, port 7071, unless <c>urls</c> or
    /// <c>Kestrel:Endpoints</c> is configured. Configuration must be complete by now.</summary>
    /// <exception cref="InvalidFunctionException">A function's setting, connection, schedule or route is missing or wrong.</exception>
    /// <exception cref="System.ComponentModel.DataAnnotations.ValidationException">A setting of section <c>Host</c> is out of bounds.</exception>
    public static WebApplicationBuilder AddLocalFunctions(this WebApplicationBuilder builder, FunctionCatalog functions, HostJson host)
    {
        var settings = HostSettings.Read(builder.Configuration);
        var triggers = new TriggerSettings(builder.Configuration);
        HttpRoutes.Check(functions.Http);
        var queues = functions.Queues.ConvertAll(triggers.Resolve);
        var timers = functions.Timers.ConvertAll(triggers.Resolve);

        builder.Services.TryAddSingleton(TimeProvider.System);
        builder.Services.AddSingleton(host);
        builder.Services.TryAddSingleton<QueueBell>();
        builder.Services.AddSingleton(functions);
        builder.Services.AddSingleton(new FunctionKeys(settings));
        builder.Services.AddSingleton(new OwnAddresses(settings, builder.Configuration));
        builder.Services.AddSingleton(new ForwardedHeaders(settings));
        builder.Services.AddSingleton(services => new Shutdown(settings.DrainGrace, services.GetRequiredService<TimeProvider>()));
        builder.Services.AddHostedService(services => ActivatorUtilities.CreateInstance<Listeners>(services, settings, queues, timers));
        builder.Services.Configure<HostOptions>(options => options.ShutdownTimeout = settings.DrainGrace + AfterGrace);

        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Limits.MaxRequestBodySize = BodyLimits.Host);
        if (string.IsNullOrEmpty(builder.Configuration[WebHostDefaults.ServerUrlsKey]) && !builder.Configuration.GetSection("Kestrel:Endpoints").Exists())
        {
            builder.WebHost.UseUrls("http://127.0.0.1:7071");
        }

        return builder;
    }

    /// <summary>Maps the HTTP functions to their routes.</summary>
    public static WebApplication MapLocalFunctions(this WebApplication app)
    {
        var host = app.Services.GetRequiredService<HostJson>();
        var keys = app.Services.GetRequiredService<FunctionKeys>();
        var own = app.Services.GetRequiredService<OwnAddresses>();
        var forwarded = app.Services.GetRequiredService<ForwardedHeaders>();
        var shutdown = app.Services.GetRequiredService<Shutdown>();
        var time = app.Services.GetRequiredService<TimeProvider>();
        var logger = app.Services.GetRequiredService<ILoggerFactory>().CreateLogger<HttpFunctionEndpoint>();
        foreach (var function in app.Services.GetRequiredService<FunctionCatalog>().Http)
        {
            var endpoint = new HttpFunctionEndpoint(function, keys, own, forwarded, host.FunctionTimeout, shutdown, time, logger);
            HttpRoutes.Map(app, HttpRoutes.Of(function, host.RoutePrefix), function.Trigger, endpoint.AnswerAsync);
        }

        return app;
    }
}

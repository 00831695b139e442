using System.ComponentModel.DataAnnotations;
using Azure.Core.Pipeline;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using SpeechPipeline.LocalHost.Azurite;
using SpeechPipeline.LocalHost.Configuration;
using SpeechPipeline.LocalHost.Endpoint;
using SpeechPipeline.LocalHost.Functions;
using SpeechPipeline.LocalHost.Http;
using SpeechPipeline.LocalHost.Npm;
using SpeechPipeline.LocalHost.Queues;
using SpeechPipeline.Settings;
using SpeechPipeline.Speech;
using SpeechPipeline.Storage;
using SpeechPipeline.Synchronous;
using SpeechPipeline.Triggers;

namespace SpeechPipeline.LocalHost;

/// <summary>The whole pipeline in this process: Azurite, the built-in speech endpoint, and the functions that Azure runs.</summary>
public sealed class LocalPipeline : IAsyncDisposable
{
    readonly AzuriteServer? _azurite;
    readonly SpeechEndpoint? _endpoint;
    readonly WebApplication _app;

    LocalPipeline(AzuriteServer? azurite, SpeechEndpoint? endpoint, WebApplication app)
    {
        (_azurite, _endpoint, _app) = (azurite, endpoint, app);
        Address = ListenAddress.Inside(new Uri(app.Urls.Single()));
    }

    /// <summary>The address of the functions for callers on this machine, without the route prefix: <c>http://127.0.0.1:7071/</c>.</summary>
    public Uri Address { get; }

    /// <summary>The address that links begin with where a job did not come by a request.</summary>
    public Uri LinkAddress
    {
        get
        {
            var options = Services.GetRequiredService<IOptions<PipelineOptions>>().Value;
            return options.PublicAddress ?? options.OwnAddress!;
        }
    }

    /// <summary>The speech endpoint in use: the built-in one, or the one that the settings name.</summary>
    public Uri SpeechAddress => new(_app.Configuration["Speech:BaseAddress"]!);

    /// <summary>Whether anyone who reaches it may use it, because no key is set.</summary>
    public bool IsOpen => !ReadHost(_app.Configuration).NeedsKey;

    /// <summary>The built-in endpoint; null when the settings name another.</summary>
    public SpeechEndpoint? Endpoint => _endpoint;

    public IServiceProvider Services => _app.Services;

    /// <summary>Starts everything and returns when the pipeline answers.</summary>
    /// <exception cref="AzuriteException">Azurite or Node.js is missing, or it did not start.</exception>
    /// <exception cref="InvalidSettingsException">A setting is missing or wrong.</exception>
    /// <exception cref="NpmException">The .NET tool lacks Azurite or the built-in voice, and npm could not fetch them.</exception>
    /// <exception cref="IOException">The port is taken.</exception>
    public static async Task<LocalPipeline> StartAsync(LocalPipelineOptions options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(options);
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        Configure(builder, options);
        if (HasOwnStorage(builder.Configuration) || HasOwnVoice(builder.Configuration))
        {
            await NpmPrograms.OfThisProgram.FetchAsync(Console.Error, cancellationToken);
        }

        // Node and Flite take about a second each to start; they do so together.
        var azurite = StartAzuriteAsync(builder.Configuration, options, cancellationToken);
        var endpoint = StartEndpointAsync(builder.Configuration, options, cancellationToken);
        try
        {
            await Task.WhenAll(azurite, endpoint);
            Connect(builder, (await azurite)?.ConnectionString, await endpoint);

            var app = await StartFunctionsAsync(builder, cancellationToken);
            return new LocalPipeline(await azurite, await endpoint, app);
        }
        catch
        {
            // Both starts have ended, successfully or not.
            await StopAsync(
                azurite.IsCompletedSuccessfully ? await azurite : null, endpoint.IsCompletedSuccessfully ? await endpoint : null);
            throw;
        }
    }

    /// <summary>Waits until a required part has ended by itself.</summary>
    /// <exception cref="OperationCanceledException">The caller cancelled the wait.</exception>
    public Task EndedAsync(CancellationToken cancellationToken) =>
        (_azurite?.Ended ?? Task.Delay(Timeout.Infinite, cancellationToken)).WaitAsync(cancellationToken);

    /// <summary>Lets running invocations finish, then stops the endpoint, and storage last.</summary>
    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
        await StopAsync(_azurite, _endpoint);
    }

    static async Task<AzuriteServer?> StartAzuriteAsync(
        ConfigurationManager settings, LocalPipelineOptions options, CancellationToken cancellationToken) =>
        HasOwnStorage(settings) ? await AzuriteServer.StartAsync(options.DataFolder, cancellationToken) : null;

    static async Task<SpeechEndpoint?> StartEndpointAsync(
        ConfigurationManager settings, LocalPipelineOptions options, CancellationToken cancellationToken) =>
        HasOwnVoice(settings) ? await SpeechEndpoint.StartAsync(options.Endpoint, cancellationToken) : null;

    static bool HasOwnStorage(ConfigurationManager settings) => string.IsNullOrEmpty(settings[StorageClients.Setting]);

    static bool HasOwnVoice(ConfigurationManager settings) => string.IsNullOrEmpty(settings["Speech:BaseAddress"]);

    internal static void Configure(WebApplicationBuilder builder, LocalPipelineOptions options)
    {
        builder.Configuration.Sources.Clear();
        builder.Configuration.AddInMemoryCollection(Defaults);
        builder.Configuration.AddEnvironmentVariables();
        builder.Configuration.AddInMemoryCollection(options.Settings);
        builder.Logging.ClearProviders();
        if (options.LogsToConsole)
        {
            // The builder read its settings before the sources were set.
            builder.Logging.AddSimpleConsole(console => (console.SingleLine, console.TimestampFormat) = (true, "HH:mm:ss ")).SetMinimumLevel(LogLevel.Information)
                .AddConfiguration(builder.Configuration.GetSection("Logging")).WithoutAddresses()
                // Why it does not start is an exception of the start, and told in words there.
                .AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.None);
        }

        builder.WebHost.UseUrls(ListenAddress.Of(options.ListenAddress, options.Port, ReadHost(builder.Configuration)).AbsoluteUri);
    }

    static HostSettings ReadHost(IConfiguration configuration)
    {
        try
        {
            return HostSettings.Read(configuration);
        }
        catch (Exception e) when (e is ValidationException or InvalidOperationException)
        {
            throw new InvalidSettingsException(e.Message, e);
        }
    }

    /// <summary>The settings that other hosts get from local.settings.json and the app settings.</summary>
    internal static Dictionary<string, string?> Defaults => new()
    {
        ["SweepSchedule"] = "*/10 * * * * *",
        // There is no Event Grid here: only the sweep finds dropped files.
        ["DropSweepSchedule"] = "*/2 * * * * *",
        ["Drops:SweepAfter"] = "00:00:00",
        ["Drops:RepeatAfter"] = "00:00:10",
        ["Host:MaxPollingInterval"] = "00:00:00.250",
        // Developers have receivers and feeds on the same machine.
        ["Outbound:AllowedPrivateHosts:0"] = "localhost",
        ["Outbound:AllowedPrivateHosts:1"] = "127.0.0.1",
        ["Outbound:AllowedPrivateHosts:2"] = "::1",
    };

    static void Connect(WebApplicationBuilder builder, string? storage, SpeechEndpoint? endpoint)
    {
        builder.Configuration[StorageClients.Setting] = storage ?? builder.Configuration[StorageClients.Setting];
        // Where no other function needs a key, the speech endpoint's own call needs none either.
        builder.Configuration[$"{SynchronousOptions.Section}:{nameof(SynchronousOptions.IsOpen)}"] ??= ReadHost(builder.Configuration).NeedsKey ? "false" : "true";
        if (endpoint is not null)
        {
            builder.Configuration["Speech:BaseAddress"] = endpoint.BaseAddress.AbsoluteUri;
            // The port changes with each start, but the voices do not.
            builder.Configuration["Speech:Identity"] ??= "built-in";
            foreach (var model in new SpeechOptions().Models.Keys)
            {
                builder.Configuration[$"{SpeechOptions.Section}:{nameof(SpeechOptions.Models)}:{model}:{nameof(SpeechModel.UsdPerMillionCharacters)}"] ??= "0";
            }
        }
    }

    static async Task<WebApplication> StartFunctionsAsync(WebApplicationBuilder builder, CancellationToken cancellationToken)
    {
        try
        {
            return await StartAppAsync(builder, cancellationToken);
        }
        catch (InvalidOperationException e)
        {
            throw InvalidSettingsException.From(e);
        }
        catch (Exception e) when (e is OptionsValidationException or ValidationException or InvalidFunctionException)
        {
            throw new InvalidSettingsException(e.Message, e);
        }
        catch (AggregateException e) when (e.InnerExceptions.All(inner => inner is OptionsValidationException))
        {
            throw new InvalidSettingsException(string.Join(' ', e.InnerExceptions.Select(inner => inner.Message)), e);
        }
    }

    static async Task<WebApplication> StartAppAsync(WebApplicationBuilder builder, CancellationToken cancellationToken)
    {
        builder.Services.AddSingleton<QueueBell>();
        builder.Services.AddSingleton<HttpPipelineTransport>(services => new HttpClientTransport(new BellRinger(services.GetRequiredService<QueueBell>())));
        builder.Services.AddSpeechPipeline(builder.Configuration);
        builder.Services.AddHostedService<OwnAddress>();
        builder.AddLocalFunctions(
            FunctionCatalog.Find(typeof(SubmitJob).Assembly), HostJson.Read(Path.Combine(AppContext.BaseDirectory, "host.json")));
        var app = builder.Build();
        try
        {
            // The host would validate too, but log the error with its stack trace; here the message names the setting.
            app.Services.GetRequiredService<IStartupValidator>().Validate();
            await app.Services.GetRequiredService<PipelineStorage>().CreateAsync(cancellationToken);
            app.MapLocalFunctions();
            app.MapGet("/", static (HttpRequest request) => Results.Redirect($"/api/dashboard{request.QueryString}"));
            await app.StartAsync(cancellationToken);
            return app;
        }
        catch
        {
            await app.DisposeAsync();
            throw;
        }
    }

    static async ValueTask StopAsync(AzuriteServer? azurite, SpeechEndpoint? endpoint)
    {
        if (endpoint is not null)
        {
            await endpoint.DisposeAsync();
        }

        if (azurite is not null)
        {
            await azurite.DisposeAsync();
        }
    }
}

using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using SpeechPipeline.FunctionsHost;
using SpeechPipeline.LocalHost.Endpoint;
using SpeechPipeline.Storage;

namespace SpeechPipeline.Worker.Specs;

/// <summary>The published app under the stand-in for the Functions host, with Azurite and the built-in speech endpoint behind it.</summary>
/// <param name="knowsItsAddress">Whether the app is told where it is reached; else it learns it from each request.</param>
/// <param name="log">The file in <c>artifacts</c> that keeps what the worker said.</param>
public sealed class WorkerPipeline(bool knowsItsAddress, string log) : IAsyncDisposable
{
    string? _connection;
    SpeechEndpoint? _endpoint;
    ServiceProvider? _services;
    StandInHost? _host;

    internal StandInHost Host => _host!;

    internal Caller Caller => new(Host.Address, StandInHostOptions.FunctionKey);

    internal SpeechEndpoint Endpoint => _endpoint!;

    /// <summary>The storage behind the worker, for what a caller cannot see.</summary>
    internal PipelineStorage Storage => _services!.GetRequiredService<PipelineStorage>();

    public async Task StartAsync(bool listens = true)
    {
        (_connection, _endpoint) = (await AzuriteFixture.NewAccountAsync(), await SpeechEndpoint.StartAsync());
        var settings = Settings(_connection, _endpoint);
        _services = new ServiceCollection().AddLogging()
            .AddSpeechPipeline(new ConfigurationBuilder().AddInMemoryCollection(settings!).Build()).BuildServiceProvider();
        await Storage.CreateAsync(CancellationToken.None);
        await StartHostAsync(settings, listens);
    }

    /// <summary>Another host over the same storage, in place of the one that was stopped.</summary>
    internal async Task RestartAsync()
    {
        await DisposeHostAsync();
        await StartHostAsync(Settings(_connection!, Endpoint), listens: true);
    }

    public async ValueTask DisposeAsync()
    {
        await DisposeHostAsync();
        if (_services is not null)
        {
            await _services.DisposeAsync();
        }

        if (_endpoint is not null)
        {
            await _endpoint.DisposeAsync();
        }
    }

    async Task StartHostAsync(Dictionary<string, string> settings, bool listens)
    {
        _host = await StandInHost.StartAsync(new StandInHostOptions(PublishedApp.Folder, settings, knowsItsAddress), CancellationToken.None);
        if (listens)
        {
            await _host.ListenAsync(CancellationToken.None);
        }
    }

    async Task DisposeHostAsync()
    {
        if (_host is not null)
        {
            // What a failed test wants to be read beside it.
            await File.WriteAllLinesAsync(
                Repository.PathOf("artifacts", log), _host.Failures.Select(failure => failure.ToString()).Concat(_host.Workers.SelectMany(worker => worker.Log)));
            await _host.DisposeAsync();
        }
    }

    /// <summary>The key of clients of the speech endpoint's own calls.</summary>
    internal const string SpeechKey = "a key for speech";

    /// <summary>What the template sets in Azure, and what shortens waits.</summary>
    internal static Dictionary<string, string> Settings(string storage, SpeechEndpoint endpoint) => new()
    {
        ["AzureWebJobsStorage"] = storage,
        ["Speech:BaseAddress"] = endpoint.BaseAddress.AbsoluteUri,
        ["Speech:Identity"] = "built-in",
        ["Webhooks:SigningKeys"] = WebhookReceiver.SigningKey,
        ["Outbound:AllowedPrivateHosts:0"] = "127.0.0.1",
        ["Pipeline:Files"] = "redirect",
        ["SpeechApi:Keys"] = SpeechKey,
        ["SweepSchedule"] = "*/30 * * * * *",
        ["DropSweepSchedule"] = "0 * * * * *",
        ["Drops:SweepAfter"] = "00:00:00",
        ["Jobs:ClaimDuration"] = "00:00:03",
        ["Jobs:SweepAfter"] = "00:00:01",
        ["Batches:CountEvery"] = "00:00:01",
        ["Shows:RebuildDelay"] = "00:00:01",
    };
}

using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using SpeechPipeline.LocalHost.Http;
using SpeechPipeline.Settings;

namespace SpeechPipeline.LocalHost;

/// <summary>Sets the app's address as soon as the server listens: the port may be any free one.</summary>
sealed class OwnAddress(IServer server, IOptions<PipelineOptions> options) : IHostedLifecycleService
{
    public Task StartedAsync(CancellationToken cancellationToken)
    {
        options.Value.OwnAddress = ListenAddress.Outside(new Uri(server.Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.Single()));
        return Task.CompletedTask;
    }

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}

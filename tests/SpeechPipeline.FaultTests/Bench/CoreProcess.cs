using System.Text.Json;
using Azure.Core.Pipeline;
using Microsoft.Extensions.DependencyInjection;
using SpeechPipeline.FaultTests.Faults;
using SpeechPipeline.Jobs;
using SpeechPipeline.Storage;
using SpeechPipeline.Submission;
using SpeechPipeline.Webhooks;

namespace SpeechPipeline.FaultTests.Bench;

/// <summary>One process of the pipeline: the real core, all of whose calls go through a gate.</summary>
sealed class CoreProcess : IAsyncDisposable
{
    readonly ServiceProvider _services;

    public CoreProcess(FaultBench bench, TimeProvider clock, CallGate gate, Witness witness, IEnumerable<(string Name, string Value)> settings) =>
        _services = new ServiceCollection()
            .AddSingleton(clock)
            .AddSingleton<HttpPipelineTransport>(new HttpClientTransport(new GatedHandler(gate, witness) { InnerHandler = bench.Connections }))
            .AddLogging()
            .AddSpeechPipeline(bench.Configuration(settings))
            .ConfigureHttpClientDefaults(client => client.AddHttpMessageHandler(() => new GatedHandler(gate, witness)))
            .BuildServiceProvider();

    /// <summary>What the function that accepts jobs does.</summary>
    public async Task<string> SubmitAsync(object request, CancellationToken cancellationToken)
    {
        var read = _services.GetRequiredService<SubmissionReader>().ReadJson(JsonSerializer.SerializeToUtf8Bytes(request));
        Assert.Empty(read.Problems);
        var row = await _services.GetRequiredService<JobIntake>().AcceptAsync(read.Submission!, "http://localhost/api", cancellationToken);
        return row.PartitionKey;
    }

    /// <summary>What the function of that queue does with a message.</summary>
    public Task RunAsync(string queue, BinaryData message, CancellationToken cancellationToken) => queue switch
    {
        QueueNames.SpeechJobs => _services.GetRequiredService<JobRunner>().RunAsync(Read<JobMessage>(message), cancellationToken),
        QueueNames.WebhookDeliveries => _services.GetRequiredService<WebhookDelivery>().DeliverAsync(Read<DeliveryMessage>(message), cancellationToken),
        _ => throw new ArgumentOutOfRangeException(nameof(queue)),
    };

    /// <summary>What the sweep's timer does.</summary>
    public Task SweepAsync(CancellationToken cancellationToken) => _services.GetRequiredService<JobSweep>().RunAsync(cancellationToken);

    public ValueTask DisposeAsync() => _services.DisposeAsync();

    static T Read<T>(BinaryData message) => JsonSerializer.Deserialize<T>(message, PipelineJson.Options)!;
}

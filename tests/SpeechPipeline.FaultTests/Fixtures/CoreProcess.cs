using System.Security.Cryptography;
using System.Text.Json;
using Azure.Core.Pipeline;
using Azure.Storage.Queues.Models;
using Microsoft.Extensions.DependencyInjection;
using SpeechPipeline.Batches;
using SpeechPipeline.Drops;
using SpeechPipeline.Durability;
using SpeechPipeline.FaultTests.Faults;
using SpeechPipeline.Jobs;
using SpeechPipeline.Requests;
using SpeechPipeline.Storage;
using SpeechPipeline.Triggers;

namespace SpeechPipeline.FaultTests.Fixtures;

/// <summary>One process of the pipeline: the real core under the real trigger classes, all of whose calls go through a gate.</summary>
sealed class CoreProcess : IAsyncDisposable
{
    /// <summary>The queues of the pipeline's own messages. What drops are announced in is Event Grid's.</summary>
    public static IReadOnlyList<string> Queues { get; } =
        [.. Names, .. Names.Select(name => $"{name}-poison")];

    readonly ServiceProvider _services;

    static IEnumerable<string> Names => QueueNames.All.Where(name => name != QueueNames.DroppedFiles);

    public CoreProcess(FaultFixture fixture, TimeProvider clock, CallGate gate, Witness witness, IEnumerable<(string Name, string Value)> settings) =>
        _services = new ServiceCollection()
            .AddSingleton(clock)
            .AddSingleton<HttpPipelineTransport>(new HttpClientTransport(new GatedHandler(gate, witness) { InnerHandler = fixture.Connections }))
            .AddLogging()
            .AddSpeechPipeline(fixture.Configuration(settings))
            .ConfigureHttpClientDefaults(client => client.AddHttpMessageHandler(() => new GatedHandler(gate, witness)))
            .BuildServiceProvider();

    /// <summary>What the function that accepts jobs does.</summary>
    /// <param name="request">The body.</param>
    /// <param name="key">The <c>Idempotency-Key</c>; null: none.</param>
    /// <param name="cancellationToken">The caller has gone.</param>
    /// <returns>The id that is answered.</returns>
    public async Task<string> SubmitAsync(object request, string? key, CancellationToken cancellationToken)
    {
        var body = JsonSerializer.SerializeToUtf8Bytes(request);
        var read = _services.GetRequiredService<RequestReader>().ReadJson(body);
        Assert.Empty(read.Problems);
        JobId? allotted = key is null
            ? null
            : await _services.GetRequiredService<IdempotencyKeys>().AllotAsync(key, Convert.ToHexStringLower(SHA256.HashData(body)), candidate: null, cancellationToken);
        var row = await _services.GetRequiredService<JobIntake>().AcceptAsync(read.Submission!, "http://localhost/api", allotted, Origin.Caller, cancellationToken);
        return row.PartitionKey;
    }

    /// <summary>What the function that accepts batches does.</summary>
    /// <param name="lines">The body: one job a line.</param>
    /// <param name="webhook">Called at the batch's end.</param>
    /// <param name="key">The <c>Idempotency-Key</c>.</param>
    /// <param name="cancellationToken">The caller has gone.</param>
    /// <returns>The id that is answered.</returns>
    public async Task<string> SubmitBatchAsync(byte[] lines, string webhook, string key, CancellationToken cancellationToken)
    {
        var intake = _services.GetRequiredService<BatchIntake>();
        var fresh = JobId.New(TimeProvider.System);
        using var body = new MemoryStream(lines, writable: false);
        var (envelope, problems) = await intake.StoreAsync(
            BatchId.Of(fresh), BatchKind.Ndjson, charset: null, body, QueryFields.Read([KeyValuePair.Create("webhook", webhook)]), cancellationToken);
        Assert.Empty(problems);
        var allotted = await _services.GetRequiredService<IdempotencyKeys>()
            .AllotAsync(key, Convert.ToHexStringLower(SHA256.HashData(lines)), fresh, cancellationToken);
        var row = await intake.AcceptAsync(BatchId.Of(fresh), BatchId.Of(allotted!.Value), envelope!, "http://localhost/api", Origin.Caller, cancellationToken);
        return row.PartitionKey;
    }

    /// <summary>What the function of that queue does with a message.</summary>
    public Task RunAsync(string queue, QueueMessage message, CancellationToken cancellationToken) => queue switch
    {
        QueueNames.SpeechJobs => Trigger<SynthesizeJob>().RunAsync(message, cancellationToken),
        QueueNames.WebhookDeliveries => Trigger<DeliverWebhook>().RunAsync(message, cancellationToken),
        QueueNames.ShowFeeds => Trigger<MakeFeed>().RunAsync(message, cancellationToken),
        QueueNames.SpeechBatches => Trigger<ExpandBatch>().RunAsync(message, cancellationToken),
        QueueNames.SpeechBatchesPoison => Trigger<HandlePoisonedBatch>().RunAsync(message, cancellationToken),
        QueueNames.SpeechJobsPoison => Trigger<HandlePoisonedJob>().RunAsync(message, cancellationToken),
        QueueNames.WebhookDeliveriesPoison => Trigger<HandlePoisonedWebhook>().RunAsync(message, cancellationToken),
        QueueNames.ShowFeedsPoison => Trigger<HandlePoisonedFeed>().RunAsync(message, cancellationToken),
        QueueNames.DroppedFiles => Trigger<TakeDroppedFile>().RunAsync(message, cancellationToken),
        QueueNames.DroppedFilesPoison => Trigger<HandlePoisonedDroppedFile>().RunAsync(message, cancellationToken),
        _ => throw new ArgumentOutOfRangeException(nameof(queue)),
    };

    /// <summary>What the sweep's timer does.</summary>
    public Task SweepAsync(CancellationToken cancellationToken) => _services.GetRequiredService<Sweep>().RunAsync(cancellationToken);

    /// <summary>A part of the core, for what no trigger does by itself.</summary>
    public T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    /// <summary>What the timer of the drop folder does.</summary>
    public Task SweepDropsAsync(CancellationToken cancellationToken) => _services.GetRequiredService<DropSweep>().RunAsync(cancellationToken);

    /// <summary>What the function that cancels a job does: it ends one without speaking it.</summary>
    public Task CancelAsync(JobId job, CancellationToken cancellationToken) => _services.GetRequiredService<JobCancellation>().CancelAsync(job, cancellationToken);

    public ValueTask DisposeAsync() => _services.DisposeAsync();

    T Trigger<T>() => ActivatorUtilities.CreateInstance<T>(_services);
}

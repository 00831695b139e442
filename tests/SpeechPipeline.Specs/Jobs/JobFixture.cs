using System.Text.Json;
using Azure.Core.Pipeline;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using SpeechPipeline.Durability;
using SpeechPipeline.Jobs;
using SpeechPipeline.LocalHost.Endpoint;
using SpeechPipeline.Requests;
using SpeechPipeline.Storage;

namespace SpeechPipeline.Specs.Jobs;

/// <summary>The real core on a storage of its own, without a host: the test delivers the messages.</summary>
public sealed class JobFixture : IAsyncDisposable
{
    readonly ServiceProvider _services;

    JobFixture(SpeechEndpoint endpoint, ServiceProvider services) => (Endpoint, _services) = (endpoint, services);

    public SpeechEndpoint Endpoint { get; }

    public PipelineStorage Storage => Get<PipelineStorage>();

    public static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static Task<JobFixture> StartAsync(TimeProvider? clock = null, params (string Name, string Value)[] settings) => StartAsync(clock, transport: null, settings);

    /// <param name="transport">What carries the calls to storage.</param>
    public static Task<JobFixture> StartAsync(HttpPipelineTransport transport) => StartAsync(clock: null, transport, []);

    public static async Task<JobFixture> StartAsync(TimeProvider? clock, HttpPipelineTransport? transport, (string Name, string Value)[] settings)
    {
        var endpoint = await SpeechEndpoint.StartAsync(cancellationToken: Cancellation);
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            [StorageClients.Setting] = await AzuriteFixture.NewAccountAsync(),
            ["Speech:BaseAddress"] = endpoint.BaseAddress.AbsoluteUri,
            ["Outbound:AllowedPrivateHosts:0"] = "*",
        }).AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Name, (string?)setting.Value))).Build();
        var services = new ServiceCollection().AddSingleton(clock ?? TimeProvider.System).AddLogging();
        if (transport is not null)
        {
            services.AddSingleton(transport);
        }

        var fixture = new JobFixture(endpoint, services.AddSpeechPipeline(configuration).BuildServiceProvider());
        await fixture.Storage.CreateAsync(Cancellation);
        return fixture;
    }

    public T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    /// <summary>Submits a job of the fast voice that must be accepted.</summary>
    public async Task<JobRow> SubmitAsync(string text, object? webhook = null)
    {
        var read = Get<RequestReader>().ReadJson(JsonSerializer.SerializeToUtf8Bytes(new { input = text, voice = "am_adam", response_format = "wav", webhook }));
        Assert.Empty(read.Problems);
        return await Get<JobIntake>().AcceptAsync(read.Submission!, "http://localhost/api", allotted: null, Origin.Caller, Cancellation);
    }

    public Task RunAsync(JobRow row) => RunAsync(JobMessage.For(row));

    public Task RunAsync(JobMessage message) => Get<JobRunner>().RunAsync(message, Cancellation);

    public Task SweepAsync() => Get<Sweep>().RunAsync(Cancellation);

    public async Task<JobRow> FindAsync(JobRow row) => (await Get<JobStore>().FindAsync(row.Id, Cancellation))!;

    public async Task<JobPartition> FindAllAsync(JobRow row) => (await Get<JobStore>().FindAllAsync(row.Id, Cancellation))!;

    /// <summary>Takes the visible messages out of a queue.</summary>
    public async Task<IReadOnlyList<T>> TakeAsync<T>(string queue)
    {
        var taken = new List<T>();
        while ((await Storage.Queue(queue).ReceiveMessageAsync(cancellationToken: Cancellation)).Value is { } message)
        {
            taken.Add(JsonSerializer.Deserialize<T>(message.Body, PipelineJson.Options)!);
            await Storage.Queue(queue).DeleteMessageAsync(message.MessageId, message.PopReceipt, Cancellation);
        }

        return taken;
    }

    public async Task<int> CountUnfinishedAsync()
    {
        var count = 0;
        await foreach (var _ in Storage.UnfinishedTable.QueryAsync<UnfinishedRow>(cancellationToken: Cancellation))
        {
            count++;
        }

        return count;
    }

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        await Endpoint.DisposeAsync();
    }
}

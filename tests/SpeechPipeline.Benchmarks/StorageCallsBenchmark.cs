using Azure.Core.Pipeline;
using Azure.Storage.Queues;
using Azure.Storage.Queues.Models;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using SpeechPipeline.Durability;
using SpeechPipeline.Jobs;
using SpeechPipeline.LocalHost.Azurite;
using SpeechPipeline.Requests;
using SpeechPipeline.Storage;
using SpeechPipeline.Webhooks;

namespace SpeechPipeline.Benchmarks;

/// <summary>Counts and names the storage calls of a one-segment job, from submission to delivered webhook: what every user pays for.</summary>
static class StorageCallsBenchmark
{
    public static async Task RunAsync()
    {
        await using var azurite = await AzuriteServer.StartAsync();
        await using var endpoint = await FixedEndpoint.StartAsync(TimeSpan.Zero, atOnce: 1);
        using var counter = new CallCounter();
        await using var services = Build(azurite, endpoint, counter);
        await services.GetRequiredService<PipelineStorage>().CreateAsync(CancellationToken.None);

        counter.Take();
        await RunJobAsync(services, endpoint);
        var calls = counter.Take();
        Console.WriteLine($"One segment, submission to delivered webhook: {calls.Count} storage calls, the host's own among them:");
        foreach (var (call, index) in calls.Select((call, index) => (call, index)))
        {
            Console.WriteLine($"  {index + 1,2}  {call}");
        }
    }

    public static ServiceProvider Build(AzuriteServer azurite, FixedEndpoint endpoint, CallCounter counter)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            [StorageClients.Setting] = azurite.ConnectionString,
            ["Speech:BaseAddress"] = endpoint.BaseAddress.AbsoluteUri,
            ["Outbound:AllowedPrivateHosts:0"] = "127.0.0.1",
        }).Build();
        return new ServiceCollection().AddSingleton<HttpPipelineTransport>(new HttpClientTransport(counter)).AddLogging()
            .AddSpeechPipeline(configuration).BuildServiceProvider();
    }

    static async Task RunJobAsync(ServiceProvider services, FixedEndpoint endpoint)
    {
        var storage = services.GetRequiredService<PipelineStorage>();
        var body = $$"""{"input":"One sentence is enough to count by.","voice":"af_heart","webhook":"{{endpoint.Webhook}}"}""";
        var submission = services.GetRequiredService<RequestReader>().ReadJson(System.Text.Encoding.UTF8.GetBytes(body)).Submission!;
        await services.GetRequiredService<JobIntake>().AcceptAsync(submission, "http://127.0.0.1/api", allotted: null, Origin.Caller, CancellationToken.None);

        await DeliverAsync(storage.SpeechJobs, async message => await services.GetRequiredService<JobRunner>().RunAsync((await services.GetRequiredService<WorkQueue<JobMessage>>().ReadAsync(message, default))!, default));
        await DeliverAsync(storage.WebhookDeliveries, async message => await services.GetRequiredService<WebhookDelivery>().DeliverAsync((await services.GetRequiredService<WorkQueue<DeliveryMessage>>().ReadAsync(message, default))!, default));
    }

    static async Task DeliverAsync(QueueClient queue, Func<QueueMessage, Task> function)
    {
        QueueMessage message = await queue.ReceiveMessageAsync();
        await function(message);
        await queue.DeleteMessageAsync(message.MessageId, message.PopReceipt);
    }
}

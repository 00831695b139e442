using Azure.Data.Tables;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Queues;

namespace SpeechPipeline.Storage;

/// <summary>The containers, tables and queues of the pipeline, by name.</summary>
public sealed class PipelineStorage(StorageClients clients)
{
    const int SecondsOfCors = 24 * 60 * 60;

    /// <summary>The source, request and segment plan of each job: <c>{id}/source.*</c>, <c>request.json</c>, <c>plan.json</c>.</summary>
    public BlobContainerClient Jobs { get; } = clients.Blobs.GetBlobContainerClient("jobs");

    /// <summary>Spoken segments, shared by all jobs: <c>{aa}/{hash}/{take}.wav</c>.</summary>
    public BlobContainerClient Segments { get; } = clients.Blobs.GetBlobContainerClient("segments");

    /// <summary>Finished episodes: <c>{id}/audio.*</c>, <c>manifest.json</c>.</summary>
    public BlobContainerClient Episodes { get; } = clients.Blobs.GetBlobContainerClient("episodes");

    /// <summary>Podcast feeds: <c>{show}/feed.xml</c>.</summary>
    public BlobContainerClient Shows { get; } = clients.Blobs.GetBlobContainerClient("shows");
    /// <summary>What each batch received: <c>{id}/source</c>, <c>batch.json</c>, and the <c>items.ndjson</c> made from a feed.</summary>
    public BlobContainerClient Batches { get; } = clients.Blobs.GetBlobContainerClient("batches");

    /// <summary>The drop folder: files that wait to become jobs.</summary>
    public BlobContainerClient Drops { get; } = clients.Blobs.GetBlobContainerClient("drops");

    /// <summary>Dropped files whose episode is finished, each with a report.</summary>
    public BlobContainerClient DropsDone { get; } = clients.Blobs.GetBlobContainerClient("drops-done");

    /// <summary>Dropped files that were refused or failed, each with the reason.</summary>
    public BlobContainerClient DropsFailed { get; } = clients.Blobs.GetBlobContainerClient("drops-failed");

    /// <summary>Messages that could not be read: <c>{queue}/{message id}</c>.</summary>
    public BlobContainerClient Parked { get; } = clients.Blobs.GetBlobContainerClient("parked");

    /// <summary>One partition per job: its row and its webhook deliveries.</summary>
    public TableClient JobTable { get; } = clients.Tables.GetTableClient("jobs");

    /// <summary>One row for each job, batch or delivery that is not finished.</summary>
    public TableClient UnfinishedTable { get; } = clients.Tables.GetTableClient("live");

    /// <summary>One partition per batch for its row and webhook deliveries, and one for each thousand of its items.</summary>
    public TableClient BatchTable { get; } = clients.Tables.GetTableClient("batches");

    /// <summary>Maps each <c>Idempotency-Key</c> to its job.</summary>
    public TableClient IdempotencyTable { get; } = clients.Tables.GetTableClient("idempotency");

    /// <summary>One partition per show for its row and its episodes, and one with the names of all shows.</summary>
    public TableClient ShowTable { get; } = clients.Tables.GetTableClient("shows");

    /// <summary>One row for each unfinished job of the drop folder.</summary>
    public TableClient DropTable { get; } = clients.Tables.GetTableClient("drops");

    public QueueClient SpeechJobs { get; } = clients.Queues.GetQueueClient(QueueNames.SpeechJobs);

    public QueueClient SpeechBatches { get; } = clients.Queues.GetQueueClient(QueueNames.SpeechBatches);

    public QueueClient WebhookDeliveries { get; } = clients.Queues.GetQueueClient(QueueNames.WebhookDeliveries);

    public QueueClient DroppedFiles { get; } = clients.Queues.GetQueueClient(QueueNames.DroppedFiles);

    public BlobServiceClient BlobService => clients.Blobs;

    /// <summary>The queue of that name, for names that come from data.</summary>
    public QueueClient Queue(string name) => clients.Queues.GetQueueClient(name);

    /// <summary>Creates missing containers, tables and queues on a local machine. In Azure, Bicep creates them.</summary>
    public async Task CreateAsync(CancellationToken cancellationToken)
    {
        var creations = new List<Task>
        {
            Jobs.CreateIfNotExistsAsync(cancellationToken: cancellationToken),
            Segments.CreateIfNotExistsAsync(cancellationToken: cancellationToken),
            Episodes.CreateIfNotExistsAsync(cancellationToken: cancellationToken),
            Shows.CreateIfNotExistsAsync(cancellationToken: cancellationToken),
            Batches.CreateIfNotExistsAsync(cancellationToken: cancellationToken),
            Parked.CreateIfNotExistsAsync(cancellationToken: cancellationToken),
            Drops.CreateIfNotExistsAsync(cancellationToken: cancellationToken),
            DropsDone.CreateIfNotExistsAsync(cancellationToken: cancellationToken),
            DropsFailed.CreateIfNotExistsAsync(cancellationToken: cancellationToken),
            JobTable.CreateIfNotExistsAsync(cancellationToken),
            BatchTable.CreateIfNotExistsAsync(cancellationToken),
            UnfinishedTable.CreateIfNotExistsAsync(cancellationToken),
            IdempotencyTable.CreateIfNotExistsAsync(cancellationToken),
            ShowTable.CreateIfNotExistsAsync(cancellationToken),
            DropTable.CreateIfNotExistsAsync(cancellationToken),
            OpenToPagesAsync(cancellationToken),
        };
        creations.AddRange(QueueNames.All.SelectMany(name => new[] { name, $"{name}-poison" })
            .Select(name => Queue(name).CreateIfNotExistsAsync(cancellationToken: cancellationToken)));
        await Task.WhenAll(creations);
    }

    // Players in web pages follow the addresses of episodes' files to storage; in Azure, Bicep allows it.
    async Task OpenToPagesAsync(CancellationToken cancellationToken)
    {
        var properties = (await BlobService.GetPropertiesAsync(cancellationToken)).Value;
        properties.Cors =
        [
            new BlobCorsRule { AllowedOrigins = "*", AllowedMethods = "GET,HEAD,OPTIONS", AllowedHeaders = "*", ExposedHeaders = "*", MaxAgeInSeconds = SecondsOfCors },
        ];
        await BlobService.SetPropertiesAsync(properties, cancellationToken);
    }
}

using System.Text;
using System.Text.Json;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Queues.Models;
using SpeechPipeline.Drops;
using SpeechPipeline.Jobs;
using SpeechPipeline.Mastering;
using SpeechPipeline.Planning;
using SpeechPipeline.Requests;
using SpeechPipeline.Specs.Jobs;
using SpeechPipeline.Storage;

namespace SpeechPipeline.Specs.Drops;

/// <summary>A drop folder on a storage of its own: the test drops files, delivers messages and ends jobs.</summary>
public sealed class DropFixture : IAsyncLifetime
{
    /// <summary>How many unfinished jobs there may be.</summary>
    public int Limit { get; init; } = 200;

    /// <summary>Where callers reach the app; null: nobody has said it.</summary>
    public string? Address { get; init; } = "http://localhost:7071";

    JobFixture? _jobs;

    public JobFixture Jobs => _jobs!;

    public PipelineStorage Storage => Jobs.Storage;

    public static CancellationToken Cancellation => JobFixture.Cancellation;

    public async ValueTask InitializeAsync() => _jobs = await JobFixture.StartAsync(
        clock: null,
        ("Pipeline:PublicAddress", Address ?? ""), ("Drops:SweepAfter", "00:00:00"), ("Drops:RepeatAfter", "00:00:00"), ("Drops:UnfinishedLimit", $"{Limit}"));

    public async ValueTask DisposeAsync() => await (_jobs?.DisposeAsync() ?? ValueTask.CompletedTask);

    public Task<BlobContentInfo> DropAsync(string path, string content = "A sentence that is spoken.") => DropAsync(path, Encoding.UTF8.GetBytes(content));

    public async Task<BlobContentInfo> DropAsync(string path, byte[] content) =>
        (await Storage.Drops.GetBlobClient(path).UploadAsync(new BinaryData(content), overwrite: true, Cancellation)).Value;

    /// <summary>What an event about the file sets off.</summary>
    public Task TakeAsync(string path) => Jobs.Get<DropIntake>().TakeAsync(path, Cancellation);

    /// <summary>The sweep, and everything that it announced.</summary>
    /// <returns>How many files that were.</returns>
    public async Task<int> SweepAsync()
    {
        await Jobs.Get<DropSweep>().RunAsync(Cancellation);
        var messages = 0;
        while ((await Storage.DroppedFiles.ReceiveMessageAsync(cancellationToken: Cancellation)).Value is { } message)
        {
            if (await Jobs.Get<DropInbox>().ReadAsync(message, Cancellation) is { } path)
            {
                await TakeAsync(path);
            }

            await Storage.DroppedFiles.DeleteMessageAsync(message.MessageId, message.PopReceipt, Cancellation);
            messages++;
        }

        return messages;
    }

    /// <summary>The jobs of a file, in the order in which it was taken.</summary>
    public async Task<IReadOnlyList<JobRow>> JobsOfAsync(string path)
    {
        var found = new List<JobRow>();
        await foreach (var row in Storage.JobTable.QueryAsync<JobRow>(row => row.RowKey == JobRow.Key && row.Drop == path, cancellationToken: Cancellation))
        {
            found.Add(row);
        }

        return [.. found.OrderBy(row => row.CreatedAt)];
    }

    /// <summary>Drops a file, has it taken in, and gives its job.</summary>
    public async Task<JobRow> AcceptAsync(string path, string content = "A sentence that is spoken.")
    {
        await DropAsync(path, content);
        await TakeAsync(path);
        return (await JobsOfAsync(path))[^1];
    }

    /// <summary>Ends a job without speaking it.</summary>
    public async Task EndAsync(JobRow job, JobStatus status = JobStatus.Completed)
    {
        var row = (await Jobs.Get<JobStore>().FindAsync(job.Id, Cancellation))!;
        row.State = status;
        row.Audio = status == JobStatus.Completed ? PipelineJson.Text(new EpisodeAudio("audio/mpeg", 1, "00", 24_000, 1, 24_000, 1)) : null;
        (row.ErrorCode, row.ErrorMessage) = status == JobStatus.Failed ? ("segment_failed", "It could not be spoken.") : (null, null);
        Assert.True(await Jobs.Get<JobEnding>().TryEndAsync(row, Cancellation));
    }

    /// <summary>The names in a container that begin so.</summary>
    public static async Task<string[]> NamesAsync(BlobContainerClient container, string prefix = "")
    {
        var names = new List<string>();
        await foreach (var blob in container.GetBlobsAsync(BlobTraits.None, BlobStates.None, prefix, Cancellation))
        {
            names.Add(blob.Name);
        }

        return [.. names];
    }

    public static async Task<string> TextAsync(BlobContainerClient container, string name) =>
        (await container.GetBlobClient(name).DownloadContentAsync(Cancellation)).Value.Content.ToString();

    public static async Task<JsonElement> JsonAsync(BlobContainerClient container, string name) =>
        JsonSerializer.Deserialize<JsonElement>(await TextAsync(container, name));

    /// <summary>The request of a job, as it was read.</summary>
    public async Task<JobRequest> RequestAsync(JobRow job) => (await Jobs.Get<JobFolder>().FindPlanAsync(job.Id, Cancellation))!.Request;

    /// <summary>A message as the host hands it over.</summary>
    public static QueueMessage Message(string body) => QueuesModelFactory.QueueMessage(
        Guid.NewGuid().ToString(), "receipt", BinaryData.FromString(body), dequeueCount: 1);
}

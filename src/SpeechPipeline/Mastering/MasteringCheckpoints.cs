using System.Globalization;
using System.Net;
using System.Text.Json;
using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using SpeechPipeline.Storage;

namespace SpeechPipeline.Mastering;

/// <summary>
/// How far the mastering of a long episode has come, in blobs <c>jobs/{id}/mastering/{fingerprint}/…</c>: any invocation, on any
/// instance, goes on from there.
/// </summary>
sealed class MasteringCheckpoints(PipelineStorage storage, string job, string fingerprint)
{
    /// <summary>The stretches that are measured so far, by index; empty where none is.</summary>
    /// <param name="round">Which measurement of the episode, from 0.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<Dictionary<int, MeasuredStretch>> ReadMeasuredAsync(int round, CancellationToken cancellationToken) =>
        await ReadAsync<Dictionary<int, MeasuredStretch>>(Measured(round), cancellationToken) ?? [];

    /// <summary>Of two that measure at once the later one's word stands; both are right, and what is missing is measured again.</summary>
    public Task WriteMeasuredAsync(int round, IReadOnlyDictionary<int, MeasuredStretch> measured, CancellationToken cancellationToken) =>
        Measured(round).UploadAsync(new BinaryData(JsonSerializer.SerializeToUtf8Bytes(measured, PipelineJson.Options)), overwrite: true, cancellationToken);

    /// <summary>The stretches that are mastered so far, by index.</summary>
    public async Task<Dictionary<int, MasteredStretch>> ReadMasteredAsync(CancellationToken cancellationToken)
    {
        var found = new Dictionary<int, MasteredStretch>();
        var prefix = Name("stretch-");
        await foreach (var blob in storage.Jobs.GetBlobsAsync(BlobTraits.None, BlobStates.None, prefix, cancellationToken))
        {
            var index = int.Parse(blob.Name.AsSpan(prefix.Length), CultureInfo.InvariantCulture);
            if (await ReadAsync<MasteredStretch>(storage.Jobs.GetBlobClient(blob.Name), cancellationToken) is { } stretch)
            {
                found[index] = stretch;
            }
        }

        return found;
    }

    public Task WriteMasteredAsync(int index, MasteredStretch stretch, CancellationToken cancellationToken) =>
        storage.Jobs.GetBlobClient(Name($"stretch-{index:D6}")).TryCreateAsync(
            new BinaryData(JsonSerializer.SerializeToUtf8Bytes(stretch, PipelineJson.Options)), "application/json", metadata: null, cancellationToken);

    /// <summary>Forgets the mastered stretches, whose blocks are gone.</summary>
    public async Task ForgetAsync(CancellationToken cancellationToken)
    {
        await foreach (var blob in storage.Jobs.GetBlobsAsync(BlobTraits.None, BlobStates.None, Name("stretch-"), cancellationToken))
        {
            await storage.Jobs.GetBlobClient(blob.Name).DeleteIfExistsAsync(cancellationToken: cancellationToken);
        }
    }

    BlobClient Measured(int round) => storage.Jobs.GetBlobClient(Name($"loudness-{round}.json"));

    string Name(string file) => $"{job}/mastering/{fingerprint}/{file}";

    static async Task<T?> ReadAsync<T>(BlobClient blob, CancellationToken cancellationToken)
        where T : class
    {
        try
        {
            var content = await blob.DownloadContentAsync(cancellationToken);
            return JsonSerializer.Deserialize<T>(content.Value.Content, PipelineJson.Options);
        }
        catch (RequestFailedException e) when (e.Status == (int)HttpStatusCode.NotFound)
        {
            return null;
        }
    }
}

using System.Globalization;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using SpeechPipeline.Storage;

namespace SpeechPipeline.Mastering;

/// <summary>
/// The progress of mastering a long episode, in blobs <c>jobs/{id}/mastering/{fingerprint}/…</c>. Any invocation, on any
/// instance, continues from there.
/// </summary>
sealed class MasteringCheckpoints(PipelineStorage storage, string job, string fingerprint)
{
    const string Chunk = "stretch-";

    /// <summary>The chunks measured so far, by index; empty if there are none.</summary>
    /// <param name="round">The number of the measurement, from 0.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public async Task<Dictionary<int, MeasuredChunk>> ReadMeasuredAsync(int round, CancellationToken cancellationToken) =>
        await Measured(round).FindJsonAsync<Dictionary<int, MeasuredChunk>>(cancellationToken) ?? [];

    /// <summary>If two invocations measure at once, the later write wins; both are correct, and missing chunks are measured again.</summary>
    public Task WriteMeasuredAsync(int round, IReadOnlyDictionary<int, MeasuredChunk> measured, CancellationToken cancellationToken) =>
        Measured(round).UploadAsync(JsonBlobs.Of(measured), overwrite: true, cancellationToken);

    /// <summary>The chunks mastered so far, by index.</summary>
    public async Task<Dictionary<int, MasteredChunk>> ReadMasteredAsync(CancellationToken cancellationToken)
    {
        var found = new Dictionary<int, MasteredChunk>();
        await foreach (var blob in storage.Jobs.GetBlobsAsync(BlobTraits.None, BlobStates.None, Name(Chunk), cancellationToken))
        {
            var index = int.Parse(blob.Name.AsSpan(Name(Chunk).Length), CultureInfo.InvariantCulture);
            if (await storage.Jobs.GetBlobClient(blob.Name).FindJsonAsync<MasteredChunk>(cancellationToken) is { } chunk)
            {
                found[index] = chunk;
            }
        }

        return found;
    }

    public Task WriteMasteredAsync(int index, MasteredChunk chunk, CancellationToken cancellationToken) =>
        storage.Jobs.GetBlobClient(Name($"{Chunk}{index:D6}")).TryCreateJsonAsync(chunk, cancellationToken);

    /// <summary>Deletes the records of mastered chunks whose blocks are gone.</summary>
    public Task ForgetAsync(CancellationToken cancellationToken) => storage.Jobs.DeleteAllAsync(Name(Chunk), cancellationToken);

    /// <summary>Deletes all checkpoints of a job.</summary>
    public static Task ForgetAllAsync(PipelineStorage storage, string job, CancellationToken cancellationToken) =>
        storage.Jobs.DeleteAllAsync(Folder(job), cancellationToken);

    BlobClient Measured(int round) => storage.Jobs.GetBlobClient(Name($"loudness-{round}.json"));

    string Name(string file) => $"{Folder(job)}{fingerprint}/{file}";

    static string Folder(string job) => $"{job}/mastering/";
}

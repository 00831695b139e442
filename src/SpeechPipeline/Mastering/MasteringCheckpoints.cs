using System.Globalization;
using System.Runtime.CompilerServices;
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
    const string Chunk = "stretch-";

    /// <summary>The chunks that are measured so far, by index; empty where none is.</summary>
    /// <param name="round">Which measurement of the episode, from 0.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<Dictionary<int, MeasuredChunk>> ReadMeasuredAsync(int round, CancellationToken cancellationToken) =>
        await Measured(round).FindJsonAsync<Dictionary<int, MeasuredChunk>>(cancellationToken) ?? [];

    /// <summary>Of two that measure at once the later one's word stands; both are right, and what is missing is measured again.</summary>
    public Task WriteMeasuredAsync(int round, IReadOnlyDictionary<int, MeasuredChunk> measured, CancellationToken cancellationToken) =>
        Measured(round).UploadAsync(JsonBlobs.Of(measured), overwrite: true, cancellationToken);

    /// <summary>The chunks that are mastered so far, by index.</summary>
    public async Task<Dictionary<int, MasteredChunk>> ReadMasteredAsync(CancellationToken cancellationToken)
    {
        var found = new Dictionary<int, MasteredChunk>();
        await foreach (var blob in MasteredAsync(cancellationToken))
        {
            var index = int.Parse(blob.Name.AsSpan(Name(Chunk).Length), CultureInfo.InvariantCulture);
            if (await blob.FindJsonAsync<MasteredChunk>(cancellationToken) is { } chunk)
            {
                found[index] = chunk;
            }
        }

        return found;
    }

    public Task WriteMasteredAsync(int index, MasteredChunk chunk, CancellationToken cancellationToken) =>
        storage.Jobs.GetBlobClient(Name($"{Chunk}{index:D6}")).TryCreateJsonAsync(chunk, cancellationToken);

    /// <summary>Forgets the mastered chunks, whose blocks are gone.</summary>
    public Task ForgetAsync(CancellationToken cancellationToken) => DeleteAsync(MasteredAsync(cancellationToken), cancellationToken);

    /// <summary>Deletes all checkpoints of a job.</summary>
    public static Task ForgetAllAsync(PipelineStorage storage, string job, CancellationToken cancellationToken) =>
        DeleteAsync(ListAsync(storage, Folder(job), cancellationToken), cancellationToken);

    static Task DeleteAsync(IAsyncEnumerable<BlobClient> blobs, CancellationToken cancellationToken) => Parallel.ForEachAsync(
        blobs, new ParallelOptions { MaxDegreeOfParallelism = 8, CancellationToken = cancellationToken },
        static async (blob, token) => await blob.DeleteIfExistsAsync(cancellationToken: token));

    IAsyncEnumerable<BlobClient> MasteredAsync(CancellationToken cancellationToken) => ListAsync(storage, Name(Chunk), cancellationToken);

    static async IAsyncEnumerable<BlobClient> ListAsync(PipelineStorage storage, string prefix, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var blob in storage.Jobs.GetBlobsAsync(BlobTraits.None, BlobStates.None, prefix, cancellationToken))
        {
            yield return storage.Jobs.GetBlobClient(blob.Name);
        }
    }

    BlobClient Measured(int round) => storage.Jobs.GetBlobClient(Name($"loudness-{round}.json"));

    string Name(string file) => $"{Folder(job)}{fingerprint}/{file}";

    static string Folder(string job) => $"{job}/mastering/";
}

using System.Buffers;
using System.Text;
using Azure.Storage.Blobs.Specialized;

namespace SpeechPipeline.Mastering;

/// <summary>
/// The bytes of one chunk: staged block by block for the finished blob or, for a short episode, kept in memory.
/// </summary>
sealed class ChunkBody(BlockBlobClient blob, int chunk, bool inMemory)
{
    const int BlockBytes = 4 * 1024 * 1024;

    readonly ArrayBufferWriter<byte> _bytes = new();

    /// <summary>One block is sent while the next is filled.</summary>
    Task _staging = Task.CompletedTask;

    /// <summary>The buffer for the bytes. Call <see cref="FlushAsync"/> before it holds much more than a block.</summary>
    public IBufferWriter<byte> Writer => _bytes;

    /// <summary>The number of staged blocks.</summary>
    public int Blocks { get; private set; }

    /// <summary>The bytes kept in memory.</summary>
    public ReadOnlyMemory<byte> Kept => _bytes.WrittenMemory;

    /// <summary>Stages the bytes if they fill a block.</summary>
    public Task FlushAsync(CancellationToken cancellationToken) =>
        !inMemory && _bytes.WrittenCount >= BlockBytes ? StageAsync(cancellationToken) : Task.CompletedTask;

    /// <summary>Stages the rest and waits until everything is stored.</summary>
    public async Task CloseAsync(CancellationToken cancellationToken)
    {
        if (!inMemory && _bytes.WrittenCount > 0)
        {
            await StageAsync(cancellationToken);
        }

        await _staging;
    }

    /// <summary>Block ids have equal length, as Put Block demands, and are the same for the same block in every invocation.</summary>
    public static string BlockId(int chunk, int block) => Convert.ToBase64String(Encoding.ASCII.GetBytes($"{chunk:D6}.{block:D5}"));

    async Task StageAsync(CancellationToken cancellationToken)
    {
        await _staging;
        _staging = StageAsync(BlockId(chunk, Blocks++), _bytes.WrittenMemory.ToArray(), cancellationToken);
        _bytes.ResetWrittenCount();
    }

    async Task StageAsync(string id, byte[] block, CancellationToken cancellationToken)
    {
        using var content = new MemoryStream(block, writable: false);
        await blob.StageBlockAsync(id, content, cancellationToken: cancellationToken);
    }
}

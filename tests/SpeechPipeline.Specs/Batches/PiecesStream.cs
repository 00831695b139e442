namespace SpeechPipeline.Specs.Batches;

/// <summary>Bytes that come in pieces of the given sizes, over and over.</summary>
sealed class PiecesStream(byte[] content, IReadOnlyList<int> sizes) : MemoryStream(content, writable: false)
{
    int _reads;

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        base.ReadAsync(buffer[..Math.Min(buffer.Length, sizes[_reads++ % sizes.Count])], cancellationToken);
}

using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;

namespace SpeechPipeline.Storage;

/// <summary>
/// Reads a blob, of which the properties are known, from any place, in pieces. The SDK's own stream asks for the properties once more. Only
/// asynchronous reading is supported.
/// </summary>
/// <param name="blob">The blob.</param>
/// <param name="properties">A version that replaces the one of these properties is never read: that fails with status 412.</param>
/// <param name="bytesAtOnce">The most bytes of one call, and in memory.</param>
sealed class BlobRangeStream(BlobClient blob, BlobProperties properties, int bytesAtOnce) : Stream
{
    ReadOnlyMemory<byte> _piece;
    long _pieceStart;

    public override bool CanRead => true;

    public override bool CanSeek => true;

    public override bool CanWrite => false;

    public override long Length => properties.ContentLength;

    public override long Position { get; set; }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (buffer.IsEmpty || Position >= Length)
        {
            return 0;
        }

        if (Position < _pieceStart || Position >= _pieceStart + _piece.Length)
        {
            var range = new HttpRange(Position, Math.Min(bytesAtOnce, Length - Position));
            var options = new BlobDownloadOptions { Range = range, Conditions = new BlobRequestConditions { IfMatch = properties.ETag } };
            (_pieceStart, _piece) = (Position, (await blob.DownloadContentAsync(options, cancellationToken)).Value.Content.ToMemory());
        }

        var read = _piece[(int)(Position - _pieceStart)..];
        read = read[..Math.Min(read.Length, buffer.Length)];
        read.CopyTo(buffer);
        Position += read.Length;
        return read.Length;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override long Seek(long offset, SeekOrigin origin) => Position = offset + origin switch
    {
        SeekOrigin.Begin => 0,
        SeekOrigin.Current => Position,
        _ => Length,
    };

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Flush() => throw new NotSupportedException();
}

using System.Net;

namespace SpeechPipeline.Worker.Specs;

/// <summary>A body of spaces, sent a piece at a time.</summary>
sealed class BlankContent(long bytes, bool isStated) : HttpContent
{
    static readonly byte[] Piece = [.. Enumerable.Repeat((byte)' ', 256 * 1024)];

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
    {
        for (var left = bytes; left > 0; left -= Piece.Length)
        {
            await stream.WriteAsync(Piece.AsMemory(0, (int)Math.Min(left, Piece.Length)));
        }
    }

    protected override bool TryComputeLength(out long length)
    {
        length = bytes;
        return isStated;
    }
}
